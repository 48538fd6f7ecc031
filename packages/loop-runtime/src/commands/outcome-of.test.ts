import { expect, it } from 'vitest'
import { type Ended, outcomeOf } from './outcome-of.ts'

const passed: Ended = { outcome: 'exited', exitCode: 0, signal: null, overOutputLimit: false, tests: null }
const tests = (passed: number, failed: number, skipped: number) => ({ tests: { passed, failed, skipped } })

it.each<[string, Partial<Ended>, string]>([
  ['ends well', {}, 'passed'],
  ['ends well, with tests that passed', tests(2, 0, 1), 'passed'],
  ['ends badly', { exitCode: 1 }, 'failed'],
  ['ends badly, whatever its output counts', { exitCode: 1, ...tests(3, 0, 0) }, 'failed'],
  ['ends well though its output counts failures', tests(3, 1, 0), 'failed'],
  ['found no tests', tests(0, 0, 0), 'no_tests'],
  ['skipped all tests', tests(0, 0, 4), 'no_tests'],
  ['found no tests and ends badly', { exitCode: 5, ...tests(0, 0, 0) }, 'no_tests'],
  ['is over its time', { outcome: 'timed_out', ...tests(0, 0, 0) }, 'timeout'],
  ['is over its time and obeys', { outcome: 'timed_out' }, 'timeout'],
  ['is cancelled', { outcome: 'cancelled', exitCode: null, signal: 'SIGTERM' }, 'cancelled'],
  ['floods', { outcome: 'cancelled', signal: 'SIGTERM', overOutputLimit: true }, 'output_limit'],
  ['flooded and was done', { overOutputLimit: true }, 'output_limit'],
  ['dies of a signal', { exitCode: null, signal: 'SIGSEGV' }, 'killed'],
  ['could not be started', { outcome: 'could_not_start', exitCode: null }, 'error'],
])('a command that %s', (_, more, expected) => {
  expect(outcomeOf({ ...passed, ...more })).toBe(expected)
})
