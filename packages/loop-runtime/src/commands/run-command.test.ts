import { expect, it } from 'vitest'
import { called, processesCalled } from '../fixtures/processes-called.ts'
import { runIn } from '../fixtures/run-in.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'
import { stepVariable } from './run-command.ts'

const root = () => temporaryFolder()

it('a command of a shell tells both streams, its exit code and what contained it', async () => {
  const { durationMs, ...result } = await runIn(root(), 'echo out | cat; echo err >&2; exit 3')
  expect(durationMs).toBeGreaterThanOrEqual(0)
  expect(result).toEqual({
    outcome: 'failed',
    exitCode: 3,
    signal: null,
    startError: null,
    tests: null,
    stdout: expect.objectContaining({ tail: 'out\n', full: 'out\n', bytes: 4, truncated: false }),
    stderr: expect.objectContaining({ tail: 'err\n' }),
    sandbox: { kind: 'none', network: 'host', reason: 'switched off' },
    feedback: undefined,
  })
})

it.each([
  ['that ends well', 'exit 0', { outcome: 'passed', exitCode: 0 }],
  ['that a signal ended', 'kill -9 $$', { outcome: 'killed', exitCode: null, signal: 'SIGKILL' }],
  ['that reads its input', 'cat', { outcome: 'passed' }],
])('a command %s', async (_, command, expected) => {
  expect(await runIn(root(), command)).toMatchObject(expected)
})

it('a command whose folder is gone could not be started', async () => {
  expect(await runIn('/no/such/folder', 'true')).toMatchObject({ outcome: 'error', startError: 'ENOENT', exitCode: null })
})

it('41. a command that ignores SIGTERM leaves no process, those in sessions of their own included', async () => {
  const leaves = 'setsid sh -c \'trap "" TERM; sleep 1000\' &'
  const limits = { graceMs: 200 }
  const command = `${called('stubborn')} trap "" TERM; ${leaves} sleep 1000`
  expect(await runIn(root(), command, { timeoutMs: 800, limits })).toMatchObject({ outcome: 'timeout', signal: 'SIGKILL' })
  expect(processesCalled('stubborn')).toBe(0)
})

// The test would be over its time if the command were waited for.
it('42. a background child that holds the output does not keep a command from ending, and ends with it', async () => {
  const result = await runIn(root(), `${called('left-behind')} sleep 100 & exit 0`, { limits: { drainMs: 200 } })
  expect(result).toMatchObject({ outcome: 'passed', exitCode: 0 })
  expect(processesCalled('left-behind')).toBe(0)
})

it('43. 100 MB of output end a command, in bounded memory', async () => {
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 10)
  const { outcome, stdout } = await runIn(root(), 'head -c 100000000 /dev/zero | tr "\\0" x')
  clearInterval(look)
  expect(outcome).toBe('output_limit')
  expect(stdout.full).toBe('x'.repeat(1_048_576))
  expect(stdout.tail).toBe('x'.repeat(12_000))
  expect(stdout.bytes).toBeLessThan(100_000_000)
  expect(most - before).toBeLessThan(150_000_000)
})

const secrets = { OPENAI_API_KEY: 'sk-0123456789abcdef', DEPLOY_TOKEN: 'deploy-me-0123', PLAIN: 'plain words' }

it('44. a command sees little of the environment, and no key in it', async () => {
  const environment = { ...secrets, LC_ALL: 'C', LD_PRELOAD: '', LOOP_KEY: 'lc_0123456789' }
  const { stdout } = await runIn(root(), 'env | sed "s/=.*//" | sort', { environment, passed: ['PLAIN'] })
  const shells = ['PWD', 'OLDPWD', 'SHLVL', '_']
  const names = stdout.tail.trim().split('\n')
  expect(names.filter((name) => !shells.includes(name))).toEqual(['CI', 'HOME', 'LC_ALL', stepVariable, 'NO_COLOR', 'PATH', 'PLAIN'])
})

it('44. what a command prints of a secret is masked, in what is kept as well', async () => {
  const command = `printf '%s \\033[1m%s\\033[0m' "$DEPLOY_TOKEN" ${secrets.OPENAI_API_KEY}; printf 'deploy-me-\\033[31m0123' >&2`
  const { stdout, stderr } = await runIn(root(), command, { environment: secrets, passed: ['DEPLOY_TOKEN'] })
  expect(stdout).toMatchObject({ tail: '[redacted:DEPLOY_TOKEN] [redacted:OPENAI_API_KEY]', full: stdout.tail })
  expect(stderr.full).toBe('[redacted:DEPLOY_TOKEN]')
})

it('a command that is cancelled ends with all that it started', async () => {
  const controller = new AbortController()
  const onProgress = ({ lastLine }: { lastLine: string }) => {
    if (lastLine === 'ready') controller.abort()
  }
  const more = { signal: controller.signal, onProgress, limits: { progressMs: 20 } }
  const command = `${called('cancelled')} setsid sleep 1000 & echo ready; sleep 1000`
  expect(await runIn(root(), command, more)).toMatchObject({ outcome: 'cancelled' })
  expect(processesCalled('cancelled')).toBe(0)
})

it('progress tells the time and the last whole line, masked', async () => {
  const controller = new AbortController()
  const seen: string[] = []
  const onProgress = ({ lastLine, elapsedMs }: { lastLine: string; elapsedMs: number }) => {
    expect(elapsedMs).toBeGreaterThan(0)
    seen.push(lastLine)
    if (lastLine) controller.abort()
  }
  const command = `printf 'one\\ntwo ${secrets.DEPLOY_TOKEN}\\nhalf a li'; sleep 1000`
  await runIn(root(), command, { environment: secrets, signal: controller.signal, onProgress, limits: { progressMs: 20 } })
  expect(seen.at(-1)).toBe('two [redacted:DEPLOY_TOKEN]')
})

it('tests are counted where the command runs tests', async () => {
  const command = 'echo "2 passed, 0 failed, 1 skipped"'
  expect(await runIn(root(), command, { runsTests: true })).toMatchObject({ tests: { passed: 2, failed: 0, skipped: 1, total: 3 } })
  expect(await runIn(root(), command)).toMatchObject({ outcome: 'passed', tests: null })
})

it('37. a command whose tests were all skipped has run no tests', async () => {
  const files = { 'a.test.mjs': "import { test } from 'node:test'\ntest.skip('waits', () => {})\n" }
  const result = await runIn(temporaryFolder(files), 'node --test', { runsTests: true })
  expect(result).toMatchObject({ outcome: 'no_tests', exitCode: 0, tests: { passed: 0, failed: 0, skipped: 1, total: 1 } })
})
