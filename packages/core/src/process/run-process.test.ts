import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type ProcessRequest, runProcess } from './index.ts'

function run(command: string[], more: Partial<ProcessRequest> = {}) {
  return runProcess({ command, cwd: tmpdir(), timeoutMs: 30_000, maxOutputBytes: 1_000, ...more })
}

function runNode(script: string, more: Partial<ProcessRequest> = {}) {
  return run([process.execPath, '-e', script], more)
}

test('a program tells its exit code, its output and the hash of it', async () => {
  const { durationMs, ...result } = await runNode('console.log("hello"); process.exitCode = 3')
  expect(durationMs).toBeGreaterThanOrEqual(0)
  expect(result).toMatchInlineSnapshot(`
    {
      "exitCode": 3,
      "outcome": "exited",
      "outputBytes": 6,
      "outputSha256": "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
      "outputTail": "hello
    ",
      "signal": null,
      "startError": null,
      "truncated": false,
    }
  `)
})

test('arguments are data and no shell reads them', async () => {
  const result = await run([process.execPath, '-e', 'console.log(process.argv[1])', '$(touch x); `touch y` && echo > z'])
  expect(result.outputTail).toBe('$(touch x); `touch y` && echo > z\n')
})

test('both streams arrive, each under its name', async () => {
  const seen = { stdout: '', stderr: '' }
  const onOutput: ProcessRequest['onOutput'] = (chunk, stream) => {
    seen[stream] += chunk
  }
  const result = await runNode('console.log("out"); console.error("err")', { onOutput })
  expect(seen).toEqual({ stdout: 'out\n', stderr: 'err\n' })
  expect(result.outputBytes).toBe(8)
})

test('a program that ends by a signal of its own has exited, with the signal', async () => {
  const result = await runNode('process.kill(process.pid, "SIGKILL")')
  expect(result).toMatchObject({ outcome: 'exited', exitCode: null, signal: 'SIGKILL' })
})

test('input is given whole and then closed', async () => {
  const result = await runNode('process.stdin.pipe(process.stdout)', { input: 'all of it' })
  expect(result.outputTail).toBe('all of it')
})

test('without input the program finds its input closed', async () => {
  const result = await runNode('process.stdin.resume().on("end", () => console.log("end"))')
  expect(result.outputTail).toBe('end\n')
})

test('a program that does not read its input is no fault', async () => {
  const result = await runNode('process.stdin.destroy()', { input: Buffer.alloc(5_000_000) })
  expect(result).toMatchObject({ outcome: 'exited', exitCode: 0 })
})

test('the child has the environment that is given and nothing else', async () => {
  const result = await runNode('console.log(process.env.ONE, process.env.HOME)', { env: { ONE: '1' } })
  expect(result.outputTail).toBe('1 undefined\n')
})

test('without an environment the child has ours, less our keys', async () => {
  vi.stubEnv('LOOP_KEY', 'lc_secret')
  vi.stubEnv('SOMETHING', 'else')
  onTestFinished(() => void vi.unstubAllEnvs())
  const result = await runNode('console.log(process.env.LOOP_KEY, process.env.SOMETHING)')
  expect(result.outputTail).toBe('undefined else\n')
})

test.each([
  ['a program that does not exist', ['no-such-program-here'], 'ENOENT'],
  ['an empty command', [], 'ERR_INVALID_ARG_VALUE'],
  ['an argument with a NUL character', ['echo', 'a\0b'], 'ERR_INVALID_ARG_VALUE'],
  ['a folder in the place of a program', [tmpdir()], 'EACCES'],
])('%s could not be started', async (_title, command, startError) => {
  const result = await run(command)
  expect(result).toMatchObject({ outcome: 'could_not_start', exitCode: null, signal: null, outputBytes: 0, startError })
})

test('a file that is not executable could not be started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loop-process-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'script')
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o644)
  expect(await run([file])).toMatchObject({ outcome: 'could_not_start', startError: 'EACCES' })
})

test('a folder that does not exist is no place to start in', async () => {
  expect(await runNode('0', { cwd: '/no/such/folder' })).toMatchObject({ outcome: 'could_not_start', startError: 'ENOENT' })
})

test('a time limit beyond what a timer can hold is no limit', async () => {
  expect(await runNode('0', { timeoutMs: Number.MAX_SAFE_INTEGER })).toMatchObject({ outcome: 'exited', exitCode: 0 })
})
