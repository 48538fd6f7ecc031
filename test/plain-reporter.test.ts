import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
const reporter = fileURLToPath(new URL('./plain-reporter.ts', import.meta.url))
const good = "test('good', () => {})"

test.concurrent('counts what passed, failed and was skipped, a todo being skipped', async () => {
  const tests = `${good}; test('bad', () => expect(1).toBe(2)); test.skip('later', () => {}); test.todo('some day')`
  expect(await run({ 'some.test.js': tests, 'other.test.js': good })).toEqual({ line: '2 passed, 1 failed, 2 skipped', status: 1 })
})

test.concurrent('a run without failures ends with status 0', async () => {
  expect(await run({ 'some.test.js': good })).toEqual({ line: '1 passed, 0 failed, 0 skipped', status: 0 })
})

test.concurrent('a file that cannot be loaded is a failure', async () => {
  const broken = { 'syntax.test.js': 'const', 'throws.test.js': "throw new Error('no')", 'empty.test.js': '' }
  expect(await run({ ...broken, 'some.test.js': good })).toEqual({ line: '1 passed, 3 failed, 0 skipped', status: 1 })
})

test.concurrent('an error outside of every test is a failure', async () => {
  const tests = "test('good', () => void Promise.reject(new Error('nobody waits for it')))"
  expect(await run({ 'some.test.js': tests })).toEqual({ line: '1 passed, 1 failed, 0 skipped', status: 1 })
})

test.concurrent('a suite whose hook fails is a failure', async () => {
  const tests = `describe('suite', () => { beforeAll(() => { throw new Error('no') }); ${good} }); ${good}`
  expect(await run({ 'some.test.js': tests })).toEqual({ line: '1 passed, 1 failed, 1 skipped', status: 1 })
})

test.concurrent('a test that ends its process is a failure', async () => {
  const { line, status } = await run({ 'some.test.js': "test('bad', () => process.kill(process.pid, 'SIGKILL'))" })
  // The test that did not end and the process that did count one each, if the reporter heard of both.
  expect(line).toMatch(/^0 passed, [12] failed, 0 skipped$/)
  expect(status).toBe(1)
})

test.concurrent('a global set-up that fails is a failure, and its error comes before the line', async () => {
  const setup = "export function setup() { throw new Error('no') }"
  expect(await run({ 'some.test.js': good, 'setup.js': setup })).toEqual({ line: '0 passed, 1 failed, 0 skipped', status: 1 })
})

test.concurrent('what a teardown prints comes before the line, and the status it sets counts', async () => {
  const setup = "export function teardown() { console.log('bye'); process.exitCode = 3 }"
  expect(await run({ 'some.test.js': good, 'setup.js': setup })).toEqual({ line: '1 passed, 1 failed, 0 skipped', status: 3 })
})

test.concurrent('a run that finds no tests is a failure', async () => {
  expect(await run({})).toEqual({ line: '0 passed, 1 failed, 0 skipped', status: 1 })
})

interface Outcome {
  line: string | undefined
  status: number
}

/** Runs vitest on the files in a folder of their own and returns the last line that it printed. */
async function run(files: Record<string, string>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'loop-reporter-'))
  const config = { globals: true, reporters: ['default', reporter], globalSetup: 'setup.js' in files ? ['setup.js'] : [] }
  const written = {
    'package.json': '{ "type": "module" }',
    'vitest.config.js': `export default { test: ${JSON.stringify(config)} }`,
    ...files,
  }
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text)
  return runVitest(folder).finally(() => rmSync(folder, { recursive: true }))
}

function runVitest(cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [vitest, 'run'], { cwd, env: ownEnvironment() }, (error, stdout) =>
      resolve({ line: stdout.trimEnd().split('\n').at(-1), status: Number(error?.code ?? 0) }),
    )
  })
}

/** Hides from the inner vitest that it runs inside another one. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)))
}
