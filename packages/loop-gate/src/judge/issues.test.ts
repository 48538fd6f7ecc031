import { describe, expect, it } from 'vitest'
import type { CriterionState } from '../measure/criterion-state.ts'
import { verdictReasons, verdicts } from '../words.ts'
import { criterionIssues, wholeIssue } from './issues.ts'

const state = (change: Partial<CriterionState> = {}): CriterionState => ({
  id: 'test',
  title: 'test',
  verdict: 'failed',
  reason: 'exit_code',
  required: true,
  due: true,
  receipt_id: null,
  ...change,
})

describe('the issues of criteria', () => {
  it('name the criterion, why it does not hold, and what to call', () => {
    expect(criterionIssues([state({ title: 'Unit tests pass', detail: 'exit 1; 3 passed, 2 failed, 0 skipped' })])).toEqual([
      {
        code: 'criterion_failed',
        title: 'Check failed',
        message: 'Unit tests pass (test): it ended with an error (exit 1; 3 passed, 2 failed, 0 skipped).',
        hint: 'Mend it, then call run_checks {"criteria":["test"]}.',
      },
    ])
  })

  it('are only about what is required, matters and does not hold', () => {
    const fine = [state({ required: false }), state({ due: false }), state({ verdict: 'passed' }), state({ verdict: 'waived' })]
    expect(criterionIssues(fine)).toEqual([])
  })

  it('stand in the order of the policy', () => {
    const messages = criterionIssues([state({ id: 'b', title: 'b' }), state({ id: 'a', title: 'a' })]).map(({ message }) => message[0])
    expect(messages).toEqual(['b', 'a'])
  })

  it.each(verdictReasons)('say of %s in words why and what helps', (reason) => {
    for (const verdict of verdicts.filter((each) => each !== 'passed' && each !== 'waived')) {
      const [issue] = criterionIssues([state({ verdict, reason })])
      expect(issue?.code).toBe(`criterion_${verdict}`)
      expect(issue?.message).toMatch(/^test: [a-z].{5,}\.$/)
      expect(issue?.hint).toMatch(/^[A-Z].{5,}\.$/)
    }
  })

  it.each([
    ['never_ran', 'Call run_checks {"criteria":["test"]}.'],
    ['over_budget', 'Call run_checks {"criteria":["test"]}.'],
    ['too_old', 'Call run_checks {"criteria":["test"]}.'],
    ['too_few_tests', 'Mend it, then call run_checks {"criteria":["test"]}.'],
    ['not_confirmed', 'Ask the person to run: loop-gate criterion confirm test.'],
    ['not_clean', 'Commit your work, or tell the person why not.'],
  ] as const)('ask to mend only what is wrong: %s', (reason, hint) => {
    expect(criterionIssues([state({ reason })])[0]?.hint).toBe(hint)
  })
})

it.each(['no_call', 'protected_changed', 'work_claimed'] as const)('%s is an issue of the stop as a whole', (code) => {
  expect(wholeIssue(code)).toEqual({
    code,
    title: expect.stringMatching(/^[A-Z]/),
    message: expect.stringMatching(/\.$/),
    hint: expect.stringMatching(/\.$/),
  })
})
