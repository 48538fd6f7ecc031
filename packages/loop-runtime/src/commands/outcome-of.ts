import type { ProcessResult, TestCounts } from 'loop-core/process'
import type { CommandOutcome } from '../words.ts'

/** What is known of a command that has ended. */
export interface Ended extends Pick<ProcessResult, 'outcome' | 'exitCode' | 'signal'> {
  overOutputLimit: boolean
  /** Null where the command runs no tests, or nobody counted. */
  tests: TestCounts | null
}

/** How a command ended. What its output counts comes from the tested code, so it can only refuse. */
export function outcomeOf({ outcome, exitCode, signal, overOutputLimit, tests }: Ended): CommandOutcome {
  if (outcome === 'could_not_start') return 'error'
  if (overOutputLimit) return 'output_limit'
  if (outcome === 'timed_out') return 'timeout'
  if (outcome === 'cancelled') return 'cancelled'
  if (signal !== null) return 'killed'
  if (tests && tests.passed + tests.failed === 0) return 'no_tests'
  return exitCode === 0 && !tests?.failed ? 'passed' : 'failed'
}
