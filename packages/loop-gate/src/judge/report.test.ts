import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CriterionState } from '../measure/criterion-state.ts'
import { stoppingReasons, verdicts } from '../words.ts'
import { judgeReport, type Proof } from './report.ts'
import { judgeSelfReport, type Report } from './self-report.ts'

const said: Report = { task_summary: 'Mend it', work_done: 'Read. Changed.', stopping_reason: 'task_complete' }
const state = (change: Partial<CriterionState> = {}): CriterionState => ({
  id: 'test',
  title: 'test',
  verdict: 'passed',
  reason: null,
  required: true,
  due: true,
  receipt_id: 'rc_1',
  ...change,
})
const failed = state({ verdict: 'failed', reason: 'exit_code' })
const proof = (change: Partial<Proof> = {}): Proof => ({
  criteria: [],
  strictReasons: false,
  attempted: new Set(),
  workClaimed: false,
  ...change,
})

const codes = (report: Partial<Report>, change: Partial<Proof>) =>
  judgeReport({ ...said, ...report }, proof(change)).issues.map(({ code }) => code)

describe('a claim that the task is complete', () => {
  it('needs no word about its verification where a receipt shows it', () => {
    expect(judgeReport(said, proof({ criteria: [state()] }))).toEqual({ outcome: 'complete', issues: [] })
    expect(codes({}, { criteria: [state({ verdict: 'waived' })] })).toEqual([])
  })

  it.each<[string, CriterionState[]]>([
    ['nothing', []],
    ['what does not matter', [state({ due: false })]],
    ['what is not required', [state({ required: false })]],
  ])('is not shown by %s', (_, criteria) => {
    expect(codes({}, { criteria })).toEqual(['no_verification'])
  })

  it('is refused for each check that does not pass, whatever it says of itself', () => {
    expect(codes({ verification_done: true, confidence: 1 }, { criteria: [state(), failed, failed] })).toEqual([
      'criterion_failed',
      'criterion_failed',
    ])
  })

  it('still has to meet the other rules', () => {
    const report = { confidence: 0.5, work_remaining: 'the whole second half', work_done: 'Done' }
    expect(codes(report, { criteria: [state()] })).toEqual(['low_confidence', 'work_remaining', 'short_summary'])
  })

  it('is refused while a task is claimed', () => {
    expect(codes({ verification_done: true }, { workClaimed: true })).toEqual(['work_claimed'])
  })
})

describe('another reason', () => {
  it.each(stoppingReasons.filter((reason) => reason !== 'task_complete'))('%s is accepted, whatever the checks say', (stopping_reason) => {
    const report = { ...said, stopping_reason }
    expect(judgeReport(report, proof({ criteria: [failed], workClaimed: true }))).toEqual(judgeSelfReport(report))
  })

  it('that is an error has to have been met where the policy is strict', () => {
    const report = { stopping_reason: 'error_cannot_proceed' } as const
    expect(codes(report, { criteria: [failed], strictReasons: true })).toEqual(['criterion_failed'])
    expect(codes(report, { criteria: [failed], strictReasons: true, attempted: new Set(['test']) })).toEqual([])
    expect(codes(report, { criteria: [state()], strictReasons: true })).toEqual([])
  })
})

it('never finds complete what a required check that matters does not show, and one more pass never makes it worse', () => {
  const anyState = fc.record({ verdict: fc.constantFrom(...verdicts), required: fc.boolean(), due: fc.boolean() }).map(state)
  const property = fc.property(fc.array(anyState, { maxLength: 5 }), fc.nat(4), fc.boolean(), (criteria, index, verification_done) => {
    const judge = (all: CriterionState[]) => judgeReport({ ...said, verification_done }, proof({ criteria: all }))
    const before = judge(criteria)
    const holds = criteria.every(({ verdict, required, due }) => !required || !due || verdict === 'passed' || verdict === 'waived')
    if (before.outcome === 'complete') expect(holds).toBe(true)
    const after = judge(criteria.map((each, at) => (at === index ? { ...each, verdict: 'passed' } : each)))
    expect(after.issues.length).toBeLessThanOrEqual(before.issues.length)
  })
  // A failure names the seed and the path that repeat it.
  fc.assert(property, { numRuns: 500 })
})
