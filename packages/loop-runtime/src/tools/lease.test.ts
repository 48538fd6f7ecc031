import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { stepVariable } from '../commands/run-command.ts'
import { localRuntime } from '../fixtures/local-runtime.ts'
import type { Runtime } from '../runtime.ts'
import { findLease, insertLease } from '../storage/leases.ts'
import type { LeaseRow } from '../storage/tables.ts'
import { type LeaseRequest, withLease } from './lease.ts'

const wanted = (more: Partial<LeaseRequest<unknown>> = {}) => ({
  ...{ root: '/root', id: 'lease-1', what: 'npm test', key: 'k', timeoutMs: 1_000, waitMs: 0 },
  ...{ signal: new AbortController().signal, ...more },
})

const later = () => new Date(Date.now() + 60_000).toISOString()

async function holdAs(runtime: Runtime, more: Partial<LeaseRow>): Promise<void> {
  const work = JSON.stringify({ what: 'npm test', by: 'somebody', run: 'run-1', key: 'other', marker: `left-${process.pid}` })
  const row = {
    root: '/root',
    id: 'old',
    pid: process.pid,
    host: hostname(),
    work,
    since: '2026-01-05T12:00:00.000Z',
    until: later(),
    ...more,
  }
  await runtime.transaction('write', ({ db }) => insertLease(db, row))
}

it('a root that somebody holds is busy, and the refusal says who and since when', async () => {
  const runtime = localRuntime()
  await holdAs(runtime, {})
  await expect(withLease(runtime, wanted(), async () => 'done')).rejects.toMatchObject({
    kind: 'conflict',
    code: 'workspace_busy',
    details: { what: 'npm test', by: 'somebody', run: 'run-1', since: '2026-01-05T12:00:00.000Z' },
  })
})

it('the lease is given back, also by work that throws', async () => {
  const runtime = localRuntime()
  const work = withLease(runtime, wanted(), async () => {
    throw new Error('broke')
  })
  await expect(work).rejects.toThrow('broke')
  expect(await withLease(runtime, wanted(), async () => 'done')).toBe('done')
  expect(await runtime.transaction('read', ({ db }) => findLease(db, '/root'))).toBeUndefined()
})

it.each([
  ['whose process is dead', () => ({ pid: spawnSync('true').pid })],
  ['whose time is over', () => ({ until: '2026-01-05T12:00:00.000Z' })],
])('a lease %s is taken over, and what was left of its command is ended', async (_, more) => {
  const runtime = localRuntime()
  await holdAs(runtime, more())
  const left = spawn('sleep', ['100'], { env: { PATH: process.env.PATH, [stepVariable]: `left-${process.pid}` }, stdio: 'ignore' })
  const ended = once(left, 'exit')
  await once(left, 'spawn')
  expect(await withLease(runtime, wanted(), async () => 'done')).toBe('done')
  expect((await ended)[1]).toBe('SIGKILL')
})

it('whoever waits and is cancelled waits no longer', async () => {
  const runtime = localRuntime()
  await holdAs(runtime, {})
  const gone = new AbortController()
  const waiting = withLease(runtime, wanted({ waitMs: 60_000, signal: gone.signal }), async () => 'done')
  gone.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
})

it('eight at once in one root act one after another', async () => {
  const first = localRuntime()
  let inside = 0
  let most = 0
  const all = Array.from({ length: 8 }, (_, n) =>
    withLease(n % 2 === 0 ? first : localRuntime({ path: first.path }), wanted({ id: `lease-${n}`, waitMs: 60_000 }), async () => {
      inside += 1
      most = Math.max(most, inside)
      await sleep(5)
      inside -= 1
    }),
  )
  await Promise.all(all)
  expect(most).toBe(1)
})
