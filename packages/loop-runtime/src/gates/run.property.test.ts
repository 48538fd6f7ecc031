import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WrittenTask } from '../task/task.ts'
import { commandOutcomes, repositoryTools, risks } from '../words.ts'
import { taskWith } from './fixtures/gates.ts'
import { type Move, play } from './fixtures/play.ts'

const digests = fc.constantFrom('d0', 'd1', 'd2', 'd3')
const often = fc.constantFrom('repo_apply_patch', 'repo.run_tests', ...repositoryTools, 'shell')

const acting = fc.record({
  status: fc.constant('continue'),
  summary: fc.constant('x'),
  next_action: fc.record({ tool: often, args: fc.record({ n: fc.nat(9) }) }),
  risk: fc.constantFrom('low', ...risks),
})
const final = fc.record({
  status: fc.constant('final'),
  summary: fc.constant('x'),
  final_answer: fc.constantFrom('done', ' '),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
})
const other = fc.constantFrom({}, 'prose', { status: 'failed', summary: 'x' }, { status: 'needs_human', summary: 'x' })

const reply = fc.oneof({ weight: 12, arbitrary: acting }, { weight: 4, arbitrary: final }, { weight: 1, arbitrary: other })
const any: fc.Arbitrary<Move> = fc.record({
  reply,
  ok: fc.constantFrom(true, true, true, false),
  outcome: fc.constantFrom('passed', 'passed', ...commandOutcomes),
  leads: digests,
  meanwhile: fc.option(digests, { nil: undefined, freq: 8 }),
})

const testing = { status: 'continue', summary: 'x', next_action: { tool: 'repo_run_tests', args: {} } }
const finishing = { status: 'final', summary: 'x', final_answer: 'done', confidence: 1 }
const good = fc.constantFrom(testing, finishing).map((reply): Move => ({ reply, ok: true, outcome: 'passed', leads: 'd0' }))
const move = fc.oneof({ weight: 9, arbitrary: any }, { weight: 1, arbitrary: good })

const counts = (least: number) => fc.constantFrom(least, 2, 3, 50)
const rules: fc.Arbitrary<WrittenTask> = fc.record({
  approvalMode: fc.constantFrom('auto', 'auto', 'auto', 'manual', 'deny'),
  quality: fc.record({ requireTestsPassed: fc.constantFrom(true, true, true, false), minFinalConfidence: fc.constantFrom(0, 0.5) }),
  security: fc.record({ onViolation: fc.constantFrom('fail', 'feedback') }),
  governance: fc.record({
    recoverOnFailedStep: fc.constantFrom(true, true, true, false),
    maxRecoveryAttempts: counts(0),
    maxFinalRejections: counts(1),
    maxConsecutiveFailedSteps: counts(1),
  }),
  budget: fc.record({
    maxIterations: fc.integer({ min: 1, max: 40 }),
    maxEmptyRounds: counts(0),
    maxInvalidDecisions: counts(0),
    maxRepeatedActions: counts(1),
    maxToolCalls: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    maxApproxTokens: fc.option(fc.integer({ min: 1, max: 150 }), { nil: undefined }),
  }),
})

const ended = ['completed', 'failed', 'abandoned', 'stopped_by_human', 'budget_exceeded']

describe('a run of any replies', () => {
  it('ends within its iterations, and is completed only by what was shown of the present files', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(rules, fc.array(move, { minLength: 50, maxLength: 50 }), (flags, moves) => {
        const task = taskWith(flags)
        const run = play(task, moves)
        reached.add(run.status)
        expect(ended).toContain(run.status)
        expect(run.counters.iteration).toBeLessThanOrEqual(task.budget.maxIterations)
        expect(run.counters.tool_calls).toBeLessThanOrEqual(task.budget.maxToolCalls ?? Number.POSITIVE_INFINITY)
        expect(run.warnings).toBeLessThanOrEqual(1)
        if (run.status === 'budget_exceeded') expect(run.warnings).toBe(1)
        if (run.status === 'completed') expectShown(run, task.quality.requireTestsPassed)
      }),
      { numRuns: 500 },
    )
    expect([...reached].sort()).toEqual([...ended].sort())
  })
})

/** Looks with its own eyes, not with those of the gates. */
function expectShown({ toolSuccesses, receipts, digest }: ReturnType<typeof play>, tests: boolean): void {
  expect(toolSuccesses).toBeGreaterThan(0)
  if (!tests) return
  const at = receipts.findLastIndex(({ kind, outcome }) => kind === 'tests' && outcome !== 'cancelled')
  expect(receipts[at]).toMatchObject({ outcome: 'passed', digest_before: digest, digest_after: digest })
  expect(receipts.slice(at).filter(({ kind }) => kind === 'patch')).toEqual([])
}
