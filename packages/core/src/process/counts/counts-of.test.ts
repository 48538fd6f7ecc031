import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsOf } from './counts-of.ts'
import type { TestCounts } from './test-counts.ts'

const recorded = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8')
const counts = (passed: number, failed = 0, skipped = 0): TestCounts => ({ passed, failed, skipped })
const output = (...lines: string[]) => lines.join('\n')

const vitest = (passed: number) =>
  output(' RUN  v4.1.12 /shop', '', ' Test Files  1 passed (1)', `      Tests  ${passed} passed (${passed})`, '   Duration  1.28s')
const mocha = (passed: number) => output('', '', '  cart', '    ✔ adds', '', '', `  ${passed} passing (5ms)`, '')
const cargo = (passed: number) =>
  output('running 1 test', `test result: ok. ${passed} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s`)
const nodeSpec = (passed: number) =>
  output(
    `ℹ tests ${passed}`,
    'ℹ suites 0',
    `ℹ pass ${passed}`,
    'ℹ fail 0',
    'ℹ cancelled 0',
    'ℹ skipped 0',
    'ℹ todo 0',
    'ℹ duration_ms 61.2',
  )

describe('the recorded output', () => {
  it.each<[string, TestCounts | null]>([
    ['jest', counts(5, 1, 3)],
    ['npm-workspaces', counts(5, 0, 1)],
    ['turbo', counts(6, 0, 1)],
    ['pnpm', counts(3)],
    ['pytest', counts(2, 2, 2)],
    ['pytest-quiet', counts(7, 0, 1)],
    ['pytest-none', counts(0)],
    ['unittest', counts(2, 2, 1)],
    ['cargo', counts(3, 1, 1)],
    ['nextest', counts(3, 2, 1)],
    ['go-verbose', counts(2, 1, 1)],
    ['go-plain', null],
    ['go-none', counts(0)],
    ['bun', counts(4, 1, 2)],
    ['deno', counts(1, 1, 1)],
    ['dotnet', counts(5, 1, 1)],
    ['rspec', counts(3, 1, 1)],
    ['phpunit', counts(2, 2, 1)],
    ['maven', counts(7, 2, 1)],
  ])('of %s is counted', (name, expected) => {
    expect(countsOf(recorded(name))).toEqual(expected)
    expect(countsOf(recorded(name).replaceAll('\n', '\r\n'))).toEqual(expected)
  })

  it.each([
    ['vitest', output(' RUN  v4.1.12 /shop', '', 'No test files found, exiting with code 0')],
    ['vitest with empty files', output(' RUN  v4.1.12 /shop', ' Test Files  1 failed (1)', '      Tests  no tests')],
    ['jest', 'No tests found, exiting with code 0'],
    ['mocha', output('', '', '  0 passing (1ms)', '')],
    ['node:test', nodeSpec(0)],
    ['pytest', 'no tests ran in 0.01s'],
    ['unittest', output('Ran 0 tests in 0.000s', '', 'OK')],
    ['cargo', cargo(0)],
    ['phpunit', 'No tests executed!'],
  ])('of %s without tests counts none, which is not the same as no numbers', (_, text) => {
    expect(countsOf(text)).toEqual(counts(0))
  })

  it.each([
    ['3 passed, 1 failed', counts(3, 1)],
    ['  0 passed, 0 failed', counts(0)],
    ['2 passed, 0 failed, 4 skipped.', counts(2, 0, 4)],
    ['1 passed, 1 failed\nonce more\n2 passed, 0 failed', counts(2)],
  ])("of a runner of one's own is counted by its last line: %j", (text, expected) => {
    expect(countsOf(text)).toEqual(expected)
  })

  it('in plain words counts for nothing beside a runner that is known', () => {
    expect(countsOf(output(mocha(2), '900 passed, 0 failed'))).toEqual(counts(2))
    expect(countsOf(output('900 passed, 0 failed', recorded('turbo')))).toEqual(counts(6, 0, 1))
    expect(countsOf(output(recorded('go-plain'), '900 passed, 0 failed'))).toBeNull()
  })

  it.each(['', 'all is well', 'Tests passed!', '5 passed', '3 files in 0.25s', 'Total tests: 5', '1 passing'])(
    '"%s" counts nothing',
    (text) => {
      expect(countsOf(text)).toBeNull()
    },
  )
})

describe('several summaries', () => {
  it('of one runner are added up where each run has a beginning', () => {
    expect(countsOf(output(vitest(2), vitest(3)))).toEqual(counts(5))
  })

  it('of two runners are added up', () => {
    expect(countsOf(output(vitest(2), cargo(4), mocha(1)))).toEqual(counts(7))
  })

  it('under the headings of npm are added up for runners that announce nothing', () => {
    expect(countsOf(output('> a@1.0.0 test', mocha(2), '> @b/c@1.0.0 test', mocha(3)))).toEqual(counts(5))
  })

  it('of programs that ran side by side are added up by their prefixes', () => {
    const side = (prefix: string, text: string) => text.replaceAll(/^/gm, prefix)
    expect(countsOf(output(side('[0] ', vitest(2)), side('[1] ', cargo(3))))).toEqual(counts(5))
  })

  it('leave out a runner that did not always say how many', () => {
    expect(countsOf(output(recorded('go-verbose'), 'ok  \texample.com/other\t0.012s'))).toBeNull()
    expect(countsOf(output(recorded('go-plain'), vitest(2)))).toEqual(counts(2))
  })
})

describe('what a test prints', () => {
  const real = output(' Test Files  1 passed (1)', '      Tests  2 passed (2)', '   Duration  1.28s')

  it.each([
    ['of its own runner', output(' Test Files  9 passed (9)', '      Tests  900 passed (900)')],
    ['of another runner', cargo(900)],
    ['of a runner that announces nothing', mocha(900)],
    ['with the prefix of a workspace', 'shop:test:   900 passing (5ms)'],
  ])('as a summary %s counts for nothing before the real one', (_, lie) => {
    expect(countsOf(output(' RUN  v4.1.12 /shop', '', lie, '', real))).toEqual(counts(2))
  })

  it.each([
    ['mocha', mocha],
    ['node --test', nodeSpec],
  ])('as a summary counts for nothing before the real one of %s, which announces no beginning', (_, summary) => {
    expect(countsOf(output(summary(900), 'lie:   800 passing (5ms)', 'a:b:   800 passing (5ms)', summary(2)))).toEqual(counts(2))
  })

  it('as single lines is no summary where a summary has several', () => {
    expect(
      countsOf(output('      Tests  900 passed (900)', 'Tests:       900 passed, 900 total', '# pass 900', '900 examples, 0 failures')),
    ).toBeNull()
  })

  it('as a test of Go is counted once', () => {
    const lines = ['=== RUN   TestA', '--- PASS: TestA (0.00s)', '--- PASS: TestA (0.00s)', 'PASS', 'ok  \texample.com/a\t0.01s']
    expect(countsOf(output(...lines))).toEqual(counts(1))
  })
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...['jest', 'turbo', 'pytest', 'cargo', 'go-verbose', 'bun', 'maven', 'unittest'].flatMap((name) => recorded(name).split('\n')),
    ...[
      '\u001b[1m',
      '\u001b]0;',
      '\u001b[',
      '\r',
      ' '.repeat(300),
      '9'.repeat(50),
      'a:'.repeat(100),
      '[',
      '(',
      'Tests run: 1, Failures: 9, Errors: 0, Skipped: 0',
    ],
  )
  const text = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 60 })

  it('gives whole numbers that are not negative, or nothing, and never throws', () => {
    const property = fc.property(text, fc.constantFrom('\n', '', '\r\n'), (lines, separator) => {
      const found = countsOf(lines.join(separator))
      for (const number of Object.values(found ?? {})) expect(Number.isSafeInteger(number) && number >= 0).toBe(true)
    })
    // A failure names the seed and the path that repeat it.
    fc.assert(property, { numRuns: 300 })
  })

  it('of any length is read at its end only, and no line beyond 2,000 characters', () => {
    expect(countsOf(`${vitest(2)}\n${'x\n'.repeat(600_000)}`)).toBeNull()
    expect(countsOf(`${'x\n'.repeat(600_000)}${vitest(2)}`)).toEqual(counts(2))
    expect(countsOf(`1 passed in 0.1${'1'.repeat(2_000)}s`)).toBeNull()
  })

  it('colours and titles of a terminal do not hide a summary', () => {
    expect(countsOf('\u001b]0;tests\u0007\u001b[32m\u001b[1m3 passed\u001b[0m\u001b[32m in 0.02s\u001b[0m')).toEqual(counts(3))
  })

  // A pattern that takes more than proportional time would take longer than any test may.
  it.each([
    '\u001b[',
    '\u001b]',
    '\u001b',
    'a:',
    ' ',
    '=',
    '1 passed, ',
    '[',
    '(',
    '> a',
    '--- PASS: T (',
    'ok  \ta\t1\n',
    '9',
    ', ',
    '> @',
  ])('made of %j is read within bounds', (piece) => {
    const line = piece.repeat(Math.floor(2_000 / piece.length))
    expect(() => countsOf(`${line}\n`.repeat(500))).not.toThrow()
  })
})
