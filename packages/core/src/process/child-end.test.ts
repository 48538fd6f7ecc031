import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { waitForEnd } from './child-end.ts'
import { type ProcessRequest, runProcess } from './index.ts'
import type { RunningChild } from './start-child.ts'
import { isRunning } from './testing.ts'

const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);'

function runNode(script: string, more: Partial<ProcessRequest> = {}) {
  return runProcess({
    command: [process.execPath, '-e', script],
    cwd: tmpdir(),
    timeoutMs: 60_000,
    maxOutputBytes: 1_000,
    graceMs: 20_000,
    ...more,
  })
}

/** A script that starts a child with these options, prints its pid and goes on with the rest. */
function parentOf(childScript: string, options: string, rest: string): string {
  const start = `require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(childScript)}], ${options})`
  return `const child = ${start}; ${rest}`
}

function pidIn(text: string): number {
  const pid = Number(/pid (\d+)/.exec(text)?.[1])
  expect(pid).toBeGreaterThan(0)
  return pid
}

/** Aborts as soon as the child has said this much, so that no test depends on the speed of the machine. */
function abortAfter(text: string): Pick<ProcessRequest, 'signal' | 'onOutput'> {
  const controller = new AbortController()
  let seen = ''
  const onOutput: ProcessRequest['onOutput'] = (chunk) => {
    seen += chunk
    if (seen.includes(text)) controller.abort()
  }
  return { signal: controller.signal, onOutput }
}

test('a child that is over its time is asked to end', async () => {
  const result = await runNode('setInterval(() => {}, 1000)', { timeoutMs: 300 })
  expect(result).toMatchObject({ outcome: 'timed_out', exitCode: null, signal: 'SIGTERM' })
})

test('a child that is over its time may still clean up and say so', async () => {
  const script =
    'process.on("SIGTERM", () => { console.log("cleaned"); process.exit(5) }); setInterval(() => {}, 1000); console.log("ready")'
  const result = await runNode(script, abortAfter('ready'))
  expect(result).toMatchObject({ outcome: 'cancelled', exitCode: 5, outputTail: 'ready\ncleaned\n' })
})

test('a child that ignores SIGTERM is killed with its grandchildren when the time is over', async () => {
  // An ignored signal stays ignored in the programs that a shell starts.
  const script = 'trap "" TERM; sleep 1000 & echo "pid $!"; wait'
  const bounds = { cwd: tmpdir(), timeoutMs: 2_000, maxOutputBytes: 1_000, graceMs: 200 }
  const result = await runProcess({ command: ['sh', '-c', script], ...bounds })
  expect(result).toMatchObject({ outcome: 'timed_out', exitCode: null, signal: 'SIGKILL' })
  expect(isRunning(pidIn(result.outputTail))).toBe(false)
})

test('a grandchild that ignores SIGTERM is killed though its parent obeys', async () => {
  const grandchild = `${stubborn} console.log("pid " + process.pid + " ready")`
  const script = parentOf(grandchild, '{ stdio: "inherit" }', 'setInterval(() => {}, 1000)')
  const result = await runNode(script, { ...abortAfter('ready'), graceMs: 2_000 })
  expect(result).toMatchObject({ outcome: 'cancelled', signal: 'SIGTERM' })
  expect(isRunning(pidIn(result.outputTail))).toBe(false)
})

test('an abort ends a running child', async () => {
  const result = await runNode('console.log("ready"); setInterval(() => {}, 1000)', abortAfter('ready'))
  expect(result).toMatchObject({ outcome: 'cancelled', signal: 'SIGTERM', startError: null })
})

test('a group that is gone before we are told of its end is no process that nothing could end', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  const gone = Object.assign(new EventEmitter(), { pid, stdout: new PassThrough(), stderr: new PassThrough() })
  const end = waitForEnd(gone as unknown as RunningChild, { timeoutMs: 1, drainMs: 1 })
  setTimeout(() => gone.emit('exit', null, 'SIGTERM'), 100)
  expect(await end).toEqual({ outcome: 'timed_out', exitCode: null, signal: 'SIGTERM' })
})

test('a signal that is aborted already starts nothing', async () => {
  const result = await runNode('console.log("ran")', { signal: AbortSignal.abort() })
  expect(result).toMatchObject({ outcome: 'cancelled', exitCode: null, outputBytes: 0 })
})

test('an abort after the end changes nothing', async () => {
  const controller = new AbortController()
  const result = await runNode('0', { signal: controller.signal })
  controller.abort()
  expect(result.outcome).toBe('exited')
})

test('a background child that holds the output does not hold us, and is ended', async () => {
  const script = parentOf('setInterval(() => {}, 1000)', '{ stdio: "inherit" }', 'console.log("pid " + child.pid); process.exit(0)')
  const result = await runNode(script)
  expect(result).toMatchObject({ outcome: 'exited', exitCode: 0 })
  expect(isRunning(pidIn(result.outputTail))).toBe(false)
})

test('a background child that ignores SIGTERM and holds the output is killed', async () => {
  const grandchild = `${stubborn} process.send("up")`
  const wait = 'child.on("message", () => { console.log("pid " + child.pid); process.exit(0) })'
  const script = parentOf(grandchild, '{ stdio: ["ignore", "inherit", "inherit", "ipc"] }', wait)
  const result = await runNode(script, { graceMs: 200 })
  expect(result).toMatchObject({ outcome: 'exited', exitCode: 0 })
  expect(isRunning(pidIn(result.outputTail))).toBe(false)
})

test('a background child without output is ended too', async () => {
  const script = parentOf('setInterval(() => {}, 1000)', '{ stdio: "ignore" }', 'console.log("pid " + child.pid); process.exit(0)')
  const result = await runNode(script)
  expect(result.outcome).toBe('exited')
  expect(isRunning(pidIn(result.outputTail))).toBe(false)
})

test('a child in a session of its own that holds the output does not hold us', async () => {
  const rest = 'console.log("pid " + child.pid); process.exit(0)'
  const script = parentOf('setTimeout(() => {}, 60000)', '{ stdio: "inherit", detached: true }', rest)
  const result = await runNode(script)
  const pid = pidIn(result.outputTail)
  process.kill(pid, 'SIGKILL')
  expect(result).toMatchObject({ outcome: 'exited', exitCode: 0 })
})

test('a background child that ends by itself in time may finish its words', async () => {
  const script = parentOf('setTimeout(() => console.log("last words"), 100)', '{ stdio: "inherit" }', 'process.exit(0)')
  const result = await runNode(script, { drainMs: 30_000 })
  expect(result.outputTail).toBe('last words\n')
})
