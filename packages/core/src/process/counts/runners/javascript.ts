import { nothingRan, number, type Runner, summaryOf, tally } from './runner.ts'

/** `reportTestSummary` of vitest/packages/vitest/src/node/reporters/base.ts; `getStateString` of renderers/utils.ts. */
const vitest: Runner = {
  name: 'vitest',
  begins: /^ ?(?:RUN|DEV) {2}v\d/,
  read(lines, at) {
    if (/^No test files found, exiting with code \d/.test(lines[at]!)) return nothingRan
    const found = /^ +Tests {2}(?:no tests|(\d[^(]{0,200}) \(\d{1,9}\))$/.exec(lines[at]!)
    if (!found || !/^ +Test Files {2}\S/.test(lines[at - 1] ?? '')) return undefined
    const of = tally(found[1] ?? '0 passed', '|')
    return of && summaryOf(of('passed', 'expected fail'), of('failed'), of('skipped', 'todo'))
  },
}

/** `getSummary` of jest/packages/jest-reporters/src/getSummary.ts; the last line is that of SummaryReporter.ts. */
const jest: Runner = {
  name: 'jest',
  ends: /^Ran all test suites/,
  read(lines, at) {
    if (/^No tests found, exiting with code 0/.test(lines[at]!)) return nothingRan
    const found = /^Tests: {7}(\d[^:]{0,200})$/.exec(lines[at]!)
    if (!found || !/^Test Suites: \d/.test(lines[at - 1] ?? '')) return undefined
    const of = tally(found[1]!, ',')
    return of && summaryOf(of('passed'), of('failed'), of('skipped', 'todo'))
  },
}

/** `Base.prototype.epilogue` of mocha/lib/reporters/base.js: pending and failing are there only if there are some. */
const mocha: Runner = {
  name: 'mocha',
  read(lines, at) {
    const passing = /^ {2}(\d{1,9}) passing \(\d{1,9}(?:ms|s|m|h|d)\)$/.exec(lines[at]!)
    if (!passing) return undefined
    const pending = /^ {2}(\d{1,9}) pending$/.exec(lines[at + 1] ?? '')
    const failing = /^ {2}(\d{1,9}) failing$/.exec(lines[at + (pending ? 2 : 1)] ?? '')
    return summaryOf(number(passing[1]), number(failing?.[1]), number(pending?.[1]))
  },
}

const nodeWords = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo']

/** The diagnostics at the end of `postRun` in node/lib/internal/test_runner/test.js, with the marks of its reporters tap and spec. */
const nodeTest: Runner = {
  name: 'node:test',
  begins: /^TAP version 13$/,
  read(lines, at) {
    if (!/^[#ℹ] duration_ms \d/u.test(lines[at]!)) return undefined
    const numbers = nodeWords.map((word, index) => nodeNumber(lines[at - nodeWords.length + index], word))
    if (numbers.some((value) => value === undefined)) return undefined
    const [, , passed, failed, cancelled, skipped, todo] = numbers as number[]
    return summaryOf(passed!, failed! + cancelled!, skipped! + todo!)
  },
}

function nodeNumber(line: string | undefined, word: string): number | undefined {
  const found = /^[#ℹ] ([a-z]{1,20}) (\d{1,9})$/u.exec(line ?? '')
  return found?.[1] === word ? Number(found[2]) : undefined
}

/** The end of `bun test` (bun/src/cli/test_command): passes, what there is of the others, then what ran. */
const bun: Runner = {
  name: 'bun test',
  begins: /^bun test v\d/,
  read(lines, at) {
    if (!/^Ran \d{1,9} tests? across \d{1,9} files?\. \[/.test(lines[at]!)) return undefined
    const block = lines.slice(Math.max(0, at - 8), at).join('\n')
    const count = (word: string) => number(new RegExp(`^ (\\d{1,9}) ${word}$`, 'm').exec(block)?.[1])
    return summaryOf(count('pass'), count('fail'), count('skip') + count('todo'))
  },
}

const denoSteps = '(?: \\(\\d{1,9} steps?\\))?'
const denoResult = new RegExp(
  `^(?:ok|FAILED) \\| (\\d{1,9}) passed${denoSteps} \\| (\\d{1,9}) failed${denoSteps}(?: \\| (\\d{1,9}) ignored${denoSteps})?(?: \\|| \\(|$)`,
)

/** `report_summary` of deno/cli/tools/test/reporters/common.rs; steps stand in brackets behind their tests. */
const deno: Runner = {
  name: 'deno test',
  read(lines, at) {
    const found = denoResult.exec(lines[at]!)
    return found ? summaryOf(number(found[1]), number(found[2]), number(found[3])) : undefined
  },
}

/** Runners of JavaScript and TypeScript. */
export const javascript: readonly Runner[] = [vitest, jest, mocha, nodeTest, bun, deno]
