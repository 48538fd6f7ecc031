import { countsOf } from 'loop-core/process'
import { describe, expect, it } from 'vitest'
import type { CommandCriterion } from '../policy/policy.ts'
import { type FinishedRun, measure } from './measure.ts'

const a = `d1:${'a'.repeat(64)}`
const b = `d1:${'b'.repeat(64)}`
const passedRun: FinishedRun = { outcome: 'exited', exitCode: 0, counts: null, digestBefore: a, digestAfter: a }
const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped })

const judge = (run: Partial<FinishedRun>, rule: Partial<Pick<CommandCriterion, 'min_tests' | 'writes'>> = {}) =>
  measure({ min_tests: null, writes: false, ...rule }, { ...passedRun, ...run })

describe('a run', () => {
  it.each<[string, Parameters<typeof judge>]>([
    ['that exits with 0', [{}]],
    ['with tests that passed', [{ counts: counts(3, 0, 1) }]],
    ['with enough tests', [{ counts: counts(3) }, { min_tests: 3 }]],
    ['with as many tests as the best of the last five', [{ counts: counts(3), bestOfLastFive: 3 }, { min_tests: 'keep' }]],
    ['that is the first of its kind', [{ counts: counts(1) }, { min_tests: 'keep' }]],
    ['that changed its files, as it may', [{ digestBefore: b }, { writes: true }]],
    ['of which only the content after it is known, if it writes', [{ digestBefore: null }, { writes: true }]],
  ])('%s passes', (_, [run, rule]) => {
    expect(judge(run, rule)).toEqual({ verdict: 'passed', reason: null })
  })

  it.each<[string, string, string, Parameters<typeof judge>]>([
    ['that exits with 1', 'failed', 'exit_code', [{ exitCode: 1 }]],
    ['that exits with 1 whatever it counted', 'failed', 'exit_code', [{ exitCode: 1, counts: counts(0) }]],
    ['that exits with 0 although tests failed', 'failed', 'counts_contradict_exit', [{ counts: counts(5, 1) }]],
    ['with fewer tests than asked for', 'failed', 'too_few_tests', [{ counts: counts(2, 0, 9) }, { min_tests: 3 }]],
    ['with fewer tests than before', 'failed', 'fewer_tests', [{ counts: counts(2), bestOfLastFive: 3 }, { min_tests: 'keep' }]],
    ['with 0 tests', 'skipped', 'no_tests_ran', [{ counts: counts(0) }]],
    ['of which all tests are skipped', 'skipped', 'no_tests_ran', [{ counts: counts(0, 0, 4) }, { min_tests: 1 }]],
    ['of which nobody knows the number of tests', 'not_measured', 'counts_unreadable', [{}, { min_tests: 1 }]],
    ['of which nobody knows whether there are fewer', 'not_measured', 'counts_unreadable', [{}, { min_tests: 'keep' }]],
    ['that took too long', 'not_measured', 'timed_out', [{ outcome: 'timed_out', exitCode: null }]],
    ['that could not start', 'not_measured', 'could_not_start', [{ outcome: 'could_not_start', exitCode: null }]],
    ['that was cancelled', 'not_measured', 'interrupted', [{ outcome: 'cancelled', exitCode: null }]],
    ['that a signal ended', 'not_measured', 'interrupted', [{ exitCode: null }]],
    ['while files changed', 'not_measured', 'workspace_changed_during_run', [{ digestAfter: b }]],
    ['that fails while files changed', 'not_measured', 'workspace_changed_during_run', [{ digestAfter: b, exitCode: 1 }]],
    ['on too many files', 'not_measured', 'workspace_too_large', [{ digestBefore: null, digestAfter: null }]],
    ['after which there are too many files', 'not_measured', 'workspace_too_large', [{ digestAfter: null }, { writes: true }]],
  ])('%s is %s: %s', (_, verdict, reason, [run, rule]) => {
    expect(judge(run, rule)).toEqual({ verdict, reason })
  })
})

it.each([
  ['no test files', 'No test files found, exiting with code 0', 'skipped', 'no_tests_ran'],
  ['only skipped tests', '============ 4 skipped in 0.02s ============', 'skipped', 'no_tests_ran'],
  [
    'failures that its exit code hides',
    ' Test Files  1 failed (1)\n      Tests  1 failed | 2 passed (3)',
    'failed',
    'counts_contradict_exit',
  ],
  ['too few tests', '2 passed in 0.02s', 'failed', 'too_few_tests'],
])('an output that tells of %s is believed more than exit code 0', (_, output, verdict, reason) => {
  expect(judge({ counts: countsOf(output) }, { min_tests: 3 })).toEqual({ verdict, reason })
})
