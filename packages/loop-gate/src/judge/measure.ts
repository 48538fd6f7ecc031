import type { TestCounts } from 'loop-core/process'
import type { CommandCriterion } from '../policy/policy.ts'
import type { Measured } from '../receipt.ts'
import type { VerdictReason } from '../words.ts'

/** A run that came to its end, and the content of its criterion's paths on both sides of it. */
export interface FinishedRun {
  outcome: 'exited' | 'timed_out' | 'cancelled' | 'could_not_start'
  exitCode: number | null
  counts: TestCounts | null
  /** Scope digests; null if there is no telling. */
  digestBefore: string | null
  digestAfter: string | null
  /** The most tests that there were in one of the last five runs that ended; undefined if there is none. */
  bestOfLastFive?: number
}

/** What a run shows; the reason is null if it passed. */
export interface Measurement {
  verdict: Measured
  reason: VerdictReason | null
}

type Rule = Pick<CommandCriterion, 'min_tests' | 'writes'>

const passed: Measurement = { verdict: 'passed', reason: null }

/** What a finished run proves about a criterion. */
export function measure(criterion: Rule, run: FinishedRun): Measurement {
  const reason = whyNotMeasured(criterion, run)
  if (reason) return { verdict: 'not_measured', reason }
  if (run.exitCode !== 0) return { verdict: 'failed', reason: 'exit_code' }
  return run.counts ? judgeCounts(criterion, run.counts, run.bestOfLastFive) : judgeWithoutCounts(criterion)
}

/** What ended otherwise, or ran while its files changed, says nothing about any content, not even that it fails. */
function whyNotMeasured({ writes }: Rule, run: FinishedRun): VerdictReason | undefined {
  if (run.outcome === 'could_not_start' || run.outcome === 'timed_out') return run.outcome
  // Without an exit code somebody else's signal ended it, such as that of a system out of memory.
  if (run.outcome === 'cancelled' || run.exitCode === null) return 'interrupted'
  if (run.digestAfter === null) return 'workspace_too_large'
  if (writes) return undefined
  if (run.digestBefore === null) return 'workspace_too_large'
  return run.digestBefore === run.digestAfter ? undefined : 'workspace_changed_during_run'
}

function judgeCounts({ min_tests: least }: Rule, counts: TestCounts, best = 0): Measurement {
  if (counts.failed > 0) return { verdict: 'failed', reason: 'counts_contradict_exit' }
  if (counts.passed === 0) return { verdict: 'skipped', reason: 'no_tests_ran' }
  if (least === 'keep') return counts.passed < best ? { verdict: 'failed', reason: 'fewer_tests' } : passed
  return counts.passed < (least ?? 0) ? { verdict: 'failed', reason: 'too_few_tests' } : passed
}

function judgeWithoutCounts({ min_tests: least }: Rule): Measurement {
  return least === null ? passed : { verdict: 'not_measured', reason: 'counts_unreadable' }
}
