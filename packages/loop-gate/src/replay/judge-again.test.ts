import { describe, expect, it } from 'vitest'
import type { CriterionState } from '../measure/criterion-state.ts'
import type { Policy } from '../policy/policy.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { judgeAgain } from './judge-again.ts'
import type { Recorded } from './recorded.ts'

const test = '  - { id: test, run: [npm, test] }\n'
const parsed = (more = '', criteria = test) => {
  const read = readPolicy(`version: 1\n${more}${criteria && `criteria:\n${criteria}`}`) as { policy: Policy }
  return read.policy
}
const before = parsed()
const state = (more: Partial<CriterionState> = {}): CriterionState => {
  return { id: 'test', title: 'test', verdict: 'passed', reason: null, required: true, due: true, receipt_id: 'rc_1', ...more }
}
const failed = state({ verdict: 'failed', reason: 'exit_code' })
const stop = (more: Partial<Recorded> = {}): Recorded => ({
  ...{ id: 'dc_1', at: new Date(0), session: 's', isSubagent: false, mode: 'shadow', isHeld: false, outcome: 'complete', reason: null },
  ...{ issues: [], criteria: [state()], hasApproval: false, turn: undefined, active: undefined, digest: 'd1:1', policyHash: 'h' },
  ...more,
})
const unfinished = stop({ outcome: 'unfinished', issues: ['criterion_failed'], criteria: [failed] })
const again = (recorded: Recorded, policy: Policy) => judgeAgain(recorded, { policy, before })

describe('a stop that is judged again', () => {
  it('is what it was under the same policy, also where the text of no other is kept', () => {
    expect(again(unfinished, parsed())).toMatchObject({ outcome: 'unfinished', issues: ['criterion_failed'] })
    expect(again({ ...unfinished, outcome: 'capped' }, parsed())).toMatchObject({ outcome: 'unfinished' })
    expect(judgeAgain(stop(), { policy: parsed(), before: undefined })).toEqual({ unknown: ['test'] })
  })

  it('is held by no criterion that is gone or no longer required, and by one that is required now', () => {
    expect(again(unfinished, parsed('require_call: false\n', ''))).toMatchObject({ outcome: 'nothing_due', issues: [] })
    const optional = parsed('', test.replace(' }', ', required: false }'))
    expect(again(unfinished, optional)).toMatchObject({ outcome: 'complete', issues: [] })
    const was = { ...unfinished, outcome: 'complete' as const, issues: [], criteria: [{ ...failed, required: false }] }
    expect(judgeAgain(was, { policy: before, before: optional })).toMatchObject({ outcome: 'unfinished', issues: ['criterion_failed'] })
  })

  it('is unknown where what decides was never looked at, unless something else holds it anyway', () => {
    const more = parsed('', `${test}  - { id: types, run: [tsc] }\n`)
    expect(again(stop(), more)).toEqual({ unknown: ['types'] })
    expect(again(unfinished, more)).toMatchObject({ outcome: 'unfinished' })
    expect(again(stop(), parsed('', test.replace('npm, test', 'npm, t')))).toEqual({ unknown: ['test'] })
    expect(again(stop(), parsed('', test.replace(' }', ', title: Tests }')))).toMatchObject({ outcome: 'complete' })
    expect(again(stop(), parsed('protected_action: block\n'))).toEqual({ unknown: ['protected'] })
  })

  it('needs the call that the other policy asks for', () => {
    expect(again(stop(), parsed('require_call: true\n'))).toMatchObject({ issues: ['no_call'] })
    expect(again(stop({ hasApproval: true }), parsed('require_call: true\n'))).toMatchObject({ outcome: 'complete', issues: [] })
  })

  it('keeps a word other than done, unless the other policy could have refused it', () => {
    const said = (outcome: Recorded['outcome']) => stop({ outcome, criteria: [], hasApproval: true })
    expect(again(said('needs_user'), parsed('max_blocks: 5\n'))).toMatchObject({ outcome: 'needs_user' })
    expect(again(said('honest_gap'), parsed('gaps: deny\n'))).toEqual({ unknown: ['gaps'] })
    expect(again(said('blocked_by_error'), parsed('strict_reasons: true\n'))).toEqual({ unknown: ['strict_reasons'] })
  })

  it('of a subagent depends on whether those are judged', () => {
    const letThrough = stop({ outcome: 'let_through', reason: 'subagent', isSubagent: true, criteria: [] })
    expect(again(letThrough, parsed('subagents: gate\n'))).toEqual({ unknown: ['subagents'] })
    const judged = { ...unfinished, isSubagent: true }
    expect(judgeAgain(judged, { policy: before, before: parsed('subagents: gate\n') })).toMatchObject({ outcome: 'let_through' })
    expect(again(stop({ outcome: 'let_through', reason: 'plan' }), parsed('subagents: gate\n'))).toMatchObject({ outcome: 'let_through' })
  })
})
