import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { endMarkedProcesses, type ProcessRequest, runProcess } from './index.ts'
import { isRunning } from './testing.ts'

/** A name of our own, since other tests run beside this one. */
const markerOf = (value: string) => ({ name: 'LOOP_TEST_MARKER', value: `${process.pid}-${value}` })

function shell(script: string, more: Partial<ProcessRequest>) {
  return runProcess({ command: ['sh', '-c', script], cwd: tmpdir(), timeoutMs: 60_000, maxOutputBytes: 1_000, graceMs: 200, ...more })
}

const pidOf = (text: string) => Number(/pid (\d+)/.exec(text)?.[1])

test('a child has its marker beside the environment that it was given', async () => {
  const marker = markerOf('given')
  const { outputTail } = await shell('echo $ONE $LOOP_TEST_MARKER', { env: { ...process.env, ONE: '1' }, marker })
  expect(outputTail).toBe(`1 ${marker.value}\n`)
})

const leaves = 'setsid sh -c \'trap "" TERM; echo pid $$; sleep 1000\' &'

test('what left the group and holds the output is ended with a child that is over its time', async () => {
  const { outcome, outputTail } = await shell(`${leaves} trap "" TERM; sleep 1000`, { marker: markerOf('late'), timeoutMs: 1_000 })
  expect(outcome).toBe('timed_out')
  expect(isRunning(pidOf(outputTail))).toBe(process.platform !== 'linux')
})

test('what left the group is ended after a child that ended well', async () => {
  const { outcome, exitCode, outputTail } = await shell(`${leaves} sleep 0.5`, { marker: markerOf('well') })
  expect({ outcome, exitCode }).toEqual({ outcome: 'exited', exitCode: 0 })
  expect(isRunning(pidOf(outputTail))).toBe(process.platform !== 'linux')
})

test('another value of the marker, and a value that only begins alike, are left alone', async () => {
  const marker = markerOf('a')
  const other = spawn('sleep', ['1000'], { env: { ...process.env, [marker.name]: `${marker.value}b` } })
  await once(other, 'spawn')
  expect(await endMarkedProcesses(marker)).toBe(0)
  expect(isRunning(other.pid!)).toBe(true)
  const ended = once(other, 'exit')
  if (process.platform === 'linux') expect(await endMarkedProcesses(markerOf('ab'))).toBe(1)
  else other.kill('SIGKILL')
  await ended
})
