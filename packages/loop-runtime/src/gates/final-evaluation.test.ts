import { describe, expect, it } from 'vitest'
import type { ReceiptFacts } from './evidence-types.ts'
import { checkEvidence, evaluateFinal, qualityOfFinal } from './final-evaluation.ts'
import { evidenceWith, receiptWith, taskWith } from './fixtures/gates.ts'
import { isFresh } from './freshness.ts'

const done = { final_answer: 'done', confidence: 0.9 }
const task = taskWith()

const verdictOf = (receipts: readonly ReceiptFacts[], more = {}) => {
  const { criteria, accepted } = evaluateFinal(done, task, evidenceWith({ receipts, ...more }))
  return { ...criteria.find(({ id }) => id === 'tests_passed')!, accepted }
}

describe('a final answer', () => {
  it('is accepted where every required criterion passed on the present files', () => {
    expect(
      evaluateFinal(
        done,
        task,
        evidenceWith({ receipts: [receiptWith({ id: 'r', step: 3, tests: { passed: 2, failed: 0, skipped: 1, total: 3 } })] }),
      ),
    ).toEqual({
      accepted: true,
      score: 1,
      confidence: 0.9,
      min_confidence: 0,
      criteria: [
        expect.objectContaining({ id: 'tool_evidence', pass: true, verdict: 'passed' }),
        expect.objectContaining({
          id: 'tests_passed',
          pass: true,
          evidence: ['npm test passed, 2 of 3 tests passed in step 3'],
          receipt_id: 'r',
        }),
      ],
      findings: [],
      fails_on: [],
      feedback: '',
    })
  })

  it('18. without any tool evidence is rejected, and the report says so', () => {
    const final = evaluateFinal(done, task, evidenceWith({ tool_successes: 0 }))
    expect(final).toMatchObject({ accepted: false, score: 0 })
    expect(final.feedback).toContain('No tool evidence was recorded')
    expect(qualityOfFinal(final)).toMatchObject({ phase: 'final', pass: false, score: 0 })
  })

  it('19. with too little confidence is rejected with both numbers', () => {
    const sure = taskWith({ quality: { minFinalConfidence: 0.6 } })
    const final = evaluateFinal({ ...done, confidence: 0.1 }, sure, evidenceWith({ receipts: [receiptWith()] }))
    expect(final).toMatchObject({ accepted: false, score: 0.25, feedback: 'Its confidence is 0.1, and 0.6 is needed.' })
    expect(evaluateFinal({ ...done, confidence: 0.6 }, sure, evidenceWith({ receipts: [receiptWith()] })).accepted).toBe(true)
    expect(evaluateFinal({ ...done, confidence: Number.NaN }, task, evidenceWith({ receipts: [receiptWith()] })).accepted).toBe(false)
  })

  it('20. with green tests only is rejected where a typecheck is required, by its name', () => {
    const typed = taskWith({ typecheckCommand: 'tsc', quality: { requireTypecheckPassed: true } })
    const final = evaluateFinal(done, typed, evidenceWith({ receipts: [receiptWith()] }))
    expect(final).toMatchObject({ accepted: false, score: 2 / 3 })
    expect(final.feedback).toBe('typecheck_passed is not_measured: Nobody ran tsc in this run: call repo_run_typecheck.')
    const both = [receiptWith(), receiptWith({ kind: 'typecheck', command: 'tsc' })]
    expect(evaluateFinal(done, typed, evidenceWith({ receipts: both })).accepted).toBe(true)
  })

  it('21. without a change is rejected where a diff is required', () => {
    const changed = taskWith({ evaluationCriteria: [{ id: 'changed', kind: 'diff_present' }] })
    const receipts = [receiptWith()]
    expect(evaluateFinal(done, changed, evidenceWith({ receipts, start_digest: 'd1:a' }))).toMatchObject({ accepted: false })
    expect(evaluateFinal(done, changed, evidenceWith({ receipts })).accepted).toBe(true)
    expect(evaluateFinal(done, changed, evidenceWith({ receipts, start_digest: null })).accepted).toBe(false)
  })

  it('that is blank is rejected whatever was shown', () => {
    expect(evaluateFinal({ ...done, final_answer: ' \n' }, task, evidenceWith({ receipts: [receiptWith()] }))).toMatchObject({
      accepted: false,
      score: 0.1,
    })
  })

  it('is not held to an optional criterion, which is reported nevertheless', () => {
    const optional = taskWith({ evaluationCriteria: [{ id: 'changed', kind: 'diff_present', required: false }] })
    const final = evaluateFinal(done, optional, evidenceWith({ receipts: [receiptWith()], start_digest: 'd1:a' }))
    expect(final).toMatchObject({ accepted: true, score: 1, criteria: [{ id: 'changed', pass: false, verdict: 'failed' }, {}, {}] })
  })

  it('is rejected by the findings that the task names, and by no others', () => {
    const strict = taskWith({ quality: { failOn: ['verifier_changed'] } })
    const receipts = [receiptWith({ kind: 'patch', command: '', verifiers: ['test/a.test.js'] }), receiptWith()]
    expect(evaluateFinal(done, strict, evidenceWith({ receipts }))).toMatchObject({ accepted: false, fails_on: ['verifier_changed'] })
    expect(evaluateFinal(done, task, evidenceWith({ receipts }))).toMatchObject({ accepted: true, findings: ['verifier_changed'] })
  })

  it('can be tried beforehand', () => {
    expect(checkEvidence(task, evidenceWith({ receipts: [receiptWith()] })).can_finish).toBe(true)
    expect(checkEvidence(task, evidenceWith())).toMatchObject({ can_finish: false, findings: [] })
  })
})

describe('a green run counts for the files it was made on', () => {
  const patch = (more = {}) =>
    receiptWith({ kind: 'patch', command: '', wrote: ['src/a.js'], step: 4, digest_before: 'd1:a', digest_after: 'd1:b', ...more })

  it('32. so after a patch it is stale, with the path and the step', () => {
    const stale = verdictOf([receiptWith(), patch()], { digest: 'd1:b' })
    expect(stale).toMatchObject({ accepted: false, verdict: 'stale', stale_because: { paths: ['src/a.js'], step: 4 } })
    expect(stale.feedback).toBe('It passed, but a later patch changed files: run it again. Changed: src/a.js. Step 4 did it.')
    expect(verdictOf([receiptWith(), patch(), receiptWith({ digest_before: 'd1:b' })], { digest: 'd1:b' })).toMatchObject({
      accepted: true,
    })
  })

  it('33. so after an edit from outside it is stale, with what was compared', () => {
    const receipt = receiptWith()
    const changed_since = { [receipt.id]: Array.from({ length: 30 }, (_, index) => `f${index}`) }
    const stale = verdictOf([receipt], { digest: 'd1:b', changed_since })
    expect(stale).toMatchObject({ verdict: 'stale', stale_because: { reason: 'files changed since: run it again' } })
    expect(stale.stale_because?.paths).toHaveLength(20)
  })

  it('34. so a patch that was taken back leaves it stale, and is no diff', () => {
    const undo = patch({ kind: 'undo', digest_before: 'd1:b', digest_after: 'd1:a', step: 5 })
    expect(verdictOf([receiptWith(), patch(), undo])).toMatchObject({ verdict: 'stale', stale_because: { step: 5 } })
  })

  it('35. so one that changed files itself proves nothing, until a run changes none', () => {
    const rewrote = receiptWith({ digest_before: 'd1:start', digest_after: 'd1:a', wrote: ['src/gen.js'] })
    expect(verdictOf([rewrote])).toMatchObject({ verdict: 'stale', stale_because: { paths: ['src/gen.js'] } })
    expect(verdictOf([rewrote, receiptWith()])).toMatchObject({ accepted: true })
  })

  it.each<[string, readonly ReceiptFacts[], string]>([
    ['no run', [], 'not_measured'],
    ['another command', [receiptWith({ command: 'true' })], 'not_measured'],
    ['a run of another kind', [receiptWith({ kind: 'typecheck' })], 'not_measured'],
    ['a red one', [receiptWith({ outcome: 'failed' })], 'failed'],
    ['no tests', [receiptWith({ outcome: 'no_tests' })], 'failed'],
    ['a red one after a green one', [receiptWith(), receiptWith({ outcome: 'failed' })], 'failed'],
    ['a cancelled one after a green one', [receiptWith(), receiptWith({ outcome: 'cancelled' })], 'passed'],
    ['a green one after a red one', [receiptWith({ outcome: 'failed' }), receiptWith()], 'passed'],
  ])('with %s', (_, receipts, verdict) => {
    expect(verdictOf(receipts).verdict).toBe(verdict)
  })

  it('and is not measured where the workspace has no digest', () => {
    expect(verdictOf([receiptWith({ digest_before: null, digest_after: null })], { digest: null }).verdict).toBe('not_measured')
  })

  it('which a receipt tells by itself', () => {
    const receipt = receiptWith()
    expect(isFresh(receipt, evidenceWith({ receipts: [receipt] }), 'npm test')).toBe(true)
    expect(isFresh(receipt, evidenceWith({ receipts: [receipt] }), 'npm run test')).toBe(false)
    expect(isFresh(receipt, evidenceWith({ receipts: [receipt], digest: null }), 'npm test')).toBe(false)
    expect(isFresh(receipt, evidenceWith({ receipts: [receipt, patch()] }), 'npm test')).toBe(false)
  })
})
