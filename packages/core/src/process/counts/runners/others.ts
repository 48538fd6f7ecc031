import { nothingRan, number, type Runner, summaryOf, tally } from './runner.ts'

const pytestPiece =
  '\\d{1,9} (?:passed|failed|skipped|errors?|xfailed|xpassed|deselected|warnings?|rerun|subtests (?:passed|failed|skipped))'
const pytestLine = new RegExp(
  `^(?:=+ )?(no tests ran|${pytestPiece}(?:, ${pytestPiece}){0,12}) in \\d{1,9}\\.\\d\\ds(?: \\([\\d:, days]{1,30}\\))?(?: =+)?$`,
)

/** `build_summary_stats_line` of pytest/src/_pytest/terminal.py; with -q the line stands without its frame, and -qq has none. */
const pytest: Runner = {
  name: 'pytest',
  begins: /^={3,} test session starts ={3,}$/,
  read(lines, at) {
    const found = pytestLine.exec(lines[at]!)
    if (!found) return undefined
    if (found[1] === 'no tests ran') return nothingRan
    const of = tally(found[1]!, ',')
    return of && summaryOf(of('passed', 'xpassed'), of('failed', 'error', 'errors'), of('skipped', 'xfailed'))
  },
}

/** `TextTestRunner.run` of cpython/Lib/unittest/runner.py, also in Django: `Ran 3 tests in 0.1s`, a blank line, the result. */
const unittest: Runner = {
  name: 'unittest',
  read(lines, at) {
    const result = /^(?:OK|FAILED|NO TESTS RAN)(?: \(([a-z\d=, ]{1,200})\))?$/.exec(lines[at]!)
    const ran = result && /^Ran (\d{1,9}) tests? in \d/.exec(lines[at - 2] ?? '')
    if (!ran) return undefined
    const of = (word: string) => number(new RegExp(`(?:^|, )${word}=(\\d{1,9})`).exec(result[1] ?? '')?.[1])
    const failed = of('failures') + of('errors') + of('unexpected successes')
    return summaryOf(Number(ran[1]) - failed - of('skipped'), failed, of('skipped'))
  },
}

/** `write_run_finish` of rust/library/test/src/formatters/pretty.rs; one for each binary and for the examples in the documentation. */
const cargo: Runner = {
  name: 'cargo test',
  begins: /^running \d{1,9} tests?$/,
  read(lines, at) {
    const found = /^test result: (?:ok|FAILED)\. (\d{1,9}) passed; (\d{1,9}) failed; (\d{1,9}) ignored; /.exec(lines[at]!)
    return found ? summaryOf(number(found[1]), number(found[2]), number(found[3])) : undefined
  },
}

/** `write_summary_str` of nextest/nextest-runner/src/reporter/displayer; what was slow or flaky stands in brackets. */
const nextest: Runner = {
  name: 'cargo nextest',
  begins: /^ *Nextest run ID /,
  read(lines, at) {
    const found = /^ +Summary \[ *[\d.]{1,20}s\] [\d/]{1,20} tests? run: (.{1,300})$/.exec(lines[at]!)
    const of = found && tally(found[1]!.replaceAll(/ \([^()]{0,200}\)/g, ''), ',')
    return of ? summaryOf(of('passed'), of('failed', 'timed out', 'exec failed'), of('skipped')) : undefined
  },
}

const goPackage = /^(?:(?:ok {2}|FAIL)\t(\S{1,300})\t(?:\d|\(cached\))|\? {3}\t(\S{1,300})\t\[no test files\])/

/**
 * `report` of go/src/testing/testing.go, and src/cmd/go/internal/test/test.go for the lines of packages: with -v each test has its lines before that of its
 * package, without it only failures have one, so nothing can be counted. Tests in tests are indented and belong to theirs.
 */
const go: Runner = {
  name: 'go test',
  read(lines, at) {
    const found = goPackage.exec(lines[at]!)
    if (!found) return undefined
    const part = found[1] ?? found[2]
    if (found[2] || lines[at]!.endsWith('[no tests to run]')) return { ...nothingRan, part }
    const { verbose, results } = goResults(lines, at)
    const count = (result: string) => [...results.values()].filter((value) => value === result).length
    return { counts: verbose ? { passed: count('PASS'), failed: count('FAIL'), skipped: count('SKIP') } : null, part }
  },
}

/** What the lines since the last package say, each test once. */
function goResults(lines: readonly string[], at: number) {
  const results = new Map<string, string>()
  let verbose = false
  for (let index = at - 1; index >= 0 && !goPackage.test(lines[index]!); index -= 1) {
    const found = /^--- (PASS|FAIL|SKIP): (\S{1,300}) \(/.exec(lines[index]!)
    if (found && !results.has(found[2]!)) results.set(found[2]!, found[1]!)
    verbose ||= /^=== RUN {3}\S/.test(lines[index]!) || (found !== null && found[1] !== 'FAIL')
  }
  return { verbose, results }
}

/** `TestRunCompleteHandler` of vstest/src/vstest.console/Internal/ConsoleLogger.cs, verbosity minimal: a line for each assembly. */
const dotnet: Runner = {
  name: 'dotnet test',
  read(lines, at) {
    const pattern =
      /^(?:Passed|Failed|Skipped)! {2}- Failed: +(\d{1,9}), Passed: +(\d{1,9}), Skipped: +(\d{1,9}), Total: +\d{1,9}(?:, Duration: [^-]{1,60} - (.{1,300}))?$/
    const found = pattern.exec(lines[at]!)
    const summary = found && summaryOf(number(found[2]), number(found[1]), number(found[3]))
    return summary ? { ...summary, part: found?.[4] } : undefined
  },
}

/** `totals_line` and `fully_formatted` of rspec-core/lib/rspec/core/notifications.rb: the time, then the numbers. */
const rspec: Runner = {
  name: 'rspec',
  read(lines, at) {
    const pattern =
      /^(\d{1,9}) examples?, (\d{1,9}) failures?(?:, (\d{1,9}) pending)?(?:, (\d{1,9}) errors? occurred outside of examples)?$/
    const found = pattern.exec(lines[at]!)
    if (!found || !/^Finished in \d/.test(lines[at - 1] ?? '')) return undefined
    const [, all, failed, pending, errors] = found.map(number)
    return summaryOf(all! - failed! - pending!, failed! + errors!, pending!)
  },
}

/** `SummaryPrinter` of phpunit/src/TextUI/Output; tests that are risky or warn have passed. */
const phpunit: Runner = {
  name: 'phpunit',
  begins: /^PHPUnit \d{1,4}\.\S{1,40} by Sebastian Bergmann/,
  read(lines, at) {
    const line = lines[at]!
    if (line === 'No tests executed!') return nothingRan
    const ok = /^OK \((\d{1,9}) tests?, \d{1,9} assertions?\)$/.exec(line)
    if (ok) return summaryOf(number(ok[1]), 0, 0)
    if (!/^Tests: \d{1,9}, Assertions: \d{1,9}[A-Za-z\d:, ]{0,300}\.$/.test(line)) return undefined
    const of = (word: string) => number(new RegExp(`(?:^|, )${word}: (\\d{1,9})`).exec(line)?.[1])
    const [failed, skipped] = [of('Failures') + of('Errors'), of('Skipped') + of('Incomplete')]
    return summaryOf(of('Tests') - failed - skipped, failed, skipped)
  },
}

/** `runCompleted` of maven-surefire-common's report/DefaultReporterFactory.java: the lines of single classes also tell the time. */
const surefire: Runner = {
  name: 'maven surefire',
  begins: /^(?:\[[A-Z]{4,7}\] )?Results ?:$/,
  read(lines, at) {
    const found =
      /^(?:\[[A-Z]{4,7}\] )?Tests run: (\d{1,9}), Failures: (\d{1,9}), Errors: (\d{1,9}), Skipped: (\d{1,9})(?:, Flakes: \d{1,9})?$/.exec(
        lines[at]!,
      )
    if (!found) return undefined
    const [, all, failures, errors, skipped] = found.map(number)
    return summaryOf(all! - failures! - errors! - skipped!, failures! + errors!, skipped!)
  },
}

/** Runners of other languages. Gradle counts only where something failed, so its JUnit file has to be named. */
export const others: readonly Runner[] = [pytest, unittest, cargo, nextest, go, dotnet, rspec, phpunit, surefire]
