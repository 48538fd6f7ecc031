import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
const reporter = fileURLToPath(new URL('./plain-reporter.ts', import.meta.url))
const good = "test('good', () => {})"

test('counts what passed, failed and was skipped, a todo being skipped', () => {
  const tests = `${good}; test('bad', () => expect(1).toBe(2)); test.skip('later', () => {}); test.todo('some day')`
  expect(run({ 'some.test.js': tests, 'other.test.js': good })).toEqual({ line: '2 passed, 1 failed, 2 skipped', status: 1 })
})

test('a run without failures ends with status 0', () => {
  expect(run({ 'some.test.js': good })).toEqual({ line: '1 passed, 0 failed, 0 skipped', status: 0 })
})

test('a file that cannot be loaded is a failure', () => {
  const broken = { 'syntax.test.js': 'const', 'throws.test.js': "throw new Error('no')", 'empty.test.js': '' }
  expect(run({ ...broken, 'some.test.js': good })).toEqual({ line: '1 passed, 3 failed, 0 skipped', status: 1 })
})

test('an error outside of every test is a failure', () => {
  const tests = "test('good', () => void Promise.reject(new Error('nobody waits for it')))"
  expect(run({ 'some.test.js': tests })).toEqual({ line: '1 passed, 1 failed, 0 skipped', status: 1 })
})

test('a suite whose hook fails is a failure', () => {
  const tests = `describe('suite', () => { beforeAll(() => { throw new Error('no') }); ${good} }); ${good}`
  expect(run({ 'some.test.js': tests })).toEqual({ line: '1 passed, 1 failed, 1 skipped', status: 1 })
})

test('a test that ends its process is a failure', () => {
  const { line, status } = run({ 'some.test.js': "test('bad', () => process.kill(process.pid, 'SIGKILL'))" })
  // The test that did not end and the process that did count one each, if the reporter heard of both.
  expect(line).toMatch(/^0 passed, [12] failed, 0 skipped$/)
  expect(status).toBe(1)
})

test('a global set-up that fails is a failure, and its error comes before the line', () => {
  const setup = "export function setup() { throw new Error('no') }"
  expect(run({ 'some.test.js': good, 'setup.js': setup })).toEqual({ line: '0 passed, 1 failed, 0 skipped', status: 1 })
})

test('what a teardown prints comes before the line, and the status it sets counts', () => {
  const setup = "export function teardown() { console.log('bye'); process.exitCode = 3 }"
  expect(run({ 'some.test.js': good, 'setup.js': setup })).toEqual({ line: '1 passed, 1 failed, 0 skipped', status: 3 })
})

test('a run that finds no tests is a failure', () => {
  expect(run({})).toEqual({ line: '0 passed, 1 failed, 0 skipped', status: 1 })
})

/** Runs vitest on the files in a folder of their own and returns the last line that it printed. */
function run(files: Record<string, string>): { line: string | undefined; status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'loop-reporter-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = { globals: true, reporters: ['default', reporter], globalSetup: 'setup.js' in files ? ['setup.js'] : [] }
  const written = {
    'package.json': '{ "type": "module" }',
    'vitest.config.js': `export default { test: ${JSON.stringify(config)} }`,
    ...files,
  }
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text)
  const { stdout, status } = spawnSync(process.execPath, [vitest, 'run'], { cwd: folder, encoding: 'utf8', env: ownEnvironment() })
  return { line: stdout.trimEnd().split('\n').at(-1), status }
}

/** Hides from the inner vitest that it runs inside another one. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)))
}
