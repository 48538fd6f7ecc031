import type { Reporter, SerializedError, TestModule, TestRunEndReason } from 'vitest/node'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

// The default export and the class are what vitest asks of a reporter's file.
/** Closes a run with the one line that scripts read: `N passed, N failed, N skipped`. */
export default class PlainReporter implements Reporter {
  // A run that never comes to its end is a failed one.
  #counts: Counts = { passed: 0, failed: 1, skipped: 0 }

  onInit(): void {
    // At the very end of the process, because errors of set-up, teardown and coverage are printed after onTestRunEnd.
    process.once('exit', (exitCode) => process.stdout.write(`${format(this.#counts, exitCode)}\n`))
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[], reason: TestRunEndReason): void {
    this.#counts = countTests(modules)
    this.#counts.failed += unhandledErrors.length
    if (reason !== 'passed') this.#counts.failed ||= 1
  }
}

function countTests(modules: readonly TestModule[]): Counts {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const passed = tests.filter((test) => test.result().state === 'passed').length
  const skipped = tests.filter((test) => test.result().state === 'skipped').length
  // Whatever is neither did not come to its end.
  return { passed, skipped, failed: tests.length - passed - skipped + countBroken(modules) }
}

/** Counts the files that could not be loaded and the suites whose own hooks failed: their tests are missing or counted as skipped. */
function countBroken(modules: readonly TestModule[]): number {
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
  return suites.filter((suite) => suite.errors().length > 0).length
}

function format({ passed, failed, skipped }: Counts, exitCode: number): string {
  return `${passed} passed, ${exitCode === 0 ? failed : failed || 1} failed, ${skipped} skipped`
}
