import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { countsOf, runProcess, type TestCounts } from 'loop-core/process'
import { expect, it, onTestFinished } from 'vitest'
import { readCounts } from './read-counts.ts'

const require = createRequire(import.meta.url)
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs')
const mocha = require.resolve('mocha/bin/mocha.js')
const hasPytest = spawnSync('python3', ['-m', 'pytest', '--version']).status === 0

type Files = Readonly<Record<string, string>>

const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped })

/** Starts a runner in a folder that has these files; its numbers by its output, and by the file `report/junit.xml` if it writes one. */
async function run(files: Files, ...command: string[]) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'loop-gate-runner-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'report'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  const startedAt = new Date()
  // Not what this process has, which belongs to the runner of this test.
  const env = { PATH: process.env.PATH, HOME: root, FORCE_COLOR: '1' }
  const { outputTail, exitCode } = await runProcess({ command, cwd: root, env, timeoutMs: 50_000, maxOutputBytes: 1_000_000 })
  const source = { output: outputTail, root, startedAt }
  return { exitCode, output: await readCounts('auto', source), junit: await readCounts('junit:report/junit.xml', source), text: outputTail }
}

/** Tests of which one prints a summary that is not true. */
const javascript = (lie: string, more = '') => `
  test('passes', () => { process.stdout.write(${JSON.stringify(`\n${lie}\n`)}) })
  test('passes too', () => {})
  test.skip('waits', () => {})
  ${more}`
const fails = "test('fails', () => { throw new Error('no') })"

const vitestLie = ' Test Files  9 passed (9)\n      Tests  900 passed (900)\n  900 passing (5ms)'
const vitestOptions = ['run', '--globals', '--reporter=default', '--reporter=junit', '--outputFile=report/junit.xml', '--passWithNoTests']

it.each<[string, Files, number, TestCounts]>([
  ['that fails', { 'a.test.js': javascript(vitestLie, fails) }, 1, counts(2, 1, 1)],
  ['without tests', {}, 0, counts(0)],
])('a run of vitest %s is counted', async (_, files, exitCode, expected) => {
  const found = await run(files, process.execPath, vitest, ...vitestOptions)
  expect(found, found.text).toMatchObject({ exitCode, output: expected, junit: expected })
})

const nodeWords = ['tests 900', 'suites 0', 'pass 900', 'fail 0', 'cancelled 0', 'skipped 0', 'todo 0', 'duration_ms 1']
const nodeLie = nodeWords.map((words) => `ℹ ${words}`).join('\n')
const nodeFile = (more = '') => `import { test } from 'node:test'\n${javascript(nodeLie, more)}`
const nodeOptions = [
  '--test',
  '--test-reporter=junit',
  '--test-reporter-destination=report/junit.xml',
  '--test-reporter-destination=stdout',
]

it.each<[string, Files, string, TestCounts]>([
  ['that passes, as tap,', { 'a.test.mjs': nodeFile() }, 'tap', counts(2, 0, 1)],
  ['that fails, as spec,', { 'a.test.mjs': nodeFile(fails) }, 'spec', counts(2, 1, 1)],
  ['without tests', {}, 'tap', counts(0)],
])('a run of node --test %s is counted', async (_, files, reporter, expected) => {
  const found = await run(files, process.execPath, ...nodeOptions, `--test-reporter=${reporter}`)
  expect(found, found.text).toMatchObject({ exitCode: expected.failed, output: expected, junit: expected })
})

const mochaOptions = ['--ui', 'qunit', '--reporter']

const mochaLie = '  900 passing (5ms)'

it.each([
  ['that passes', javascript(mochaLie), counts(2, 0, 1)],
  ['that fails', javascript(mochaLie, fails), counts(2, 1, 1)],
  ['without tests', '', counts(0)],
])('a run of mocha %s is counted', async (_, file, expected) => {
  const files = { 'a.test.cjs': file }
  const spec = await run(files, process.execPath, mocha, ...mochaOptions, 'spec', 'a.test.cjs')
  expect(spec, spec.text).toMatchObject({ exitCode: expected.failed, output: expected })
  const xunit = ['xunit', '--reporter-options', 'output=report/junit.xml']
  expect(await run(files, process.execPath, mocha, ...mochaOptions, ...xunit, 'a.test.cjs')).toMatchObject({
    exitCode: expected.failed,
    junit: expected,
  })
})

const python = `
import pytest
def test_passes(): print("\\n900 passed in 0.01s\\n")
@pytest.mark.skip
def test_waits(): pass
@pytest.mark.xfail
def test_is_known(): assert False
@pytest.fixture
def broken(): raise RuntimeError
def test_breaks(broken): pass
def test_fails(): assert 1 == 2
`
const pytestOptions = ['--color=yes', '-s', '--junit-xml=report/junit.xml']

if (hasPytest) {
  it.each<[string, Files, number, TestCounts]>([
    ['that fails', { 'test_a.py': python }, 1, counts(1, 2, 2)],
    ['without tests', {}, 5, counts(0)],
  ])('a run of pytest %s is counted', async (_, files, exitCode, expected) => {
    const found = await run(files, 'python3', '-m', 'pytest', ...pytestOptions)
    expect(found, found.text).toMatchObject({ exitCode, output: expected, junit: expected })
  })
} else {
  it('pytest is not installed, so a recorded run of it is counted', () => {
    expect(countsOf(readFileSync(join(import.meta.dirname, '../../../core/src/process/counts/fixtures/pytest.txt'), 'utf8'))).toEqual(
      counts(2, 2, 2),
    )
  })
}
