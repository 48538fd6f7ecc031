import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { endMarkedProcesses } from 'loop-core/process'
import { stepVariable } from '../commands/run-command.ts'
import type { Runtime, RuntimeDatabase } from '../runtime.ts'
import { deleteLease, findLease, insertLease } from '../storage/leases.ts'
import type { LeaseRow } from '../storage/tables.ts'
import { type Holder, workspaceBusy } from './refusals.ts'

/** One command or one writing of files, for which a root is held. */
export interface LeaseRequest<Result> {
  root: string
  /** The id of the receipt that will be made. */
  id: string
  /** What is done, for whoever has to wait. */
  what: string
  /** Equal for work that would show the same on the same files. */
  key: string
  run?: string | undefined
  /** By which its processes are known. */
  marker?: string
  timeoutMs: number
  signal: AbortSignal
  /** How long to wait for others. */
  waitMs: number
  /** What the work of whoever was waited for showed, where it says the same as one's own would. */
  share?(held: LeaseRow): Promise<Result | undefined>
}

/** How long a lease outlives the time limit of its work, for whoever was killed before tidying up. */
const marginMs = 60_000
const pollMs = 50

export const usualWaitMs = 30_000

/** Does something while nobody else runs a command or writes files in the root, in any process. */
export async function withLease<Result>(runtime: Runtime, request: LeaseRequest<Result>, work: () => Promise<Result>): Promise<Result> {
  const until = runtime.now().getTime() + request.waitMs
  for (;;) {
    const lease = await takeLease(runtime, request)
    if ('taken' in lease) return hold(runtime, lease, work)
    await waitForEnd(runtime, lease.held, { request, until })
    const shared = await request.share?.(lease.held)
    if (shared !== undefined) return shared
  }
}

type Taken = { taken: LeaseRow; left?: LeaseRow | undefined }

async function takeLease(runtime: Runtime, request: LeaseRequest<unknown>): Promise<Taken | { held: LeaseRow }> {
  const row = rowOf(runtime, request)
  return runtime.transaction('write', async ({ db }) => {
    const found = await findLease(db, request.root)
    if (found && isLive(found, runtime.now())) return { held: found }
    if (found) await deleteLease(db, found)
    return (await insertLease(db, row)) ? { taken: row, left: found } : { held: (await findLease(db, request.root)) ?? row }
  })
}

function rowOf(runtime: Runtime, { root, id, what, key, run, marker, timeoutMs }: LeaseRequest<unknown>): LeaseRow {
  const now = runtime.now()
  const until = new Date(now.getTime() + timeoutMs + marginMs)
  const work: Held = { what: what.slice(0, 200), by: runtime.actor, run, key, marker }
  return { root, id, pid: process.pid, host: hostname(), work: JSON.stringify(work), since: now.toISOString(), until: until.toISOString() }
}

type Held = Omit<Holder, 'since'> & Pick<LeaseRequest<unknown>, 'key' | 'marker'>

async function hold<Result>(runtime: Runtime, { taken, left }: Taken, work: () => Promise<Result>): Promise<Result> {
  try {
    // Whoever was killed may have left a command behind that still writes.
    if (left) await endWorkOf(left)
    return await work()
  } finally {
    await runtime.transaction('write', ({ db }) => deleteLease(db, taken))
  }
}

async function endWorkOf({ work, host }: LeaseRow): Promise<void> {
  const { marker } = JSON.parse(work) as Held
  if (marker !== undefined && host === hostname()) await endMarkedProcesses({ name: stepVariable, value: marker })
}

/** Waits for others no longer than was asked, but to its end for somebody who does the same. */
async function waitForEnd(
  runtime: Runtime,
  held: LeaseRow,
  { request, until }: { request: LeaseRequest<unknown>; until: number },
): Promise<void> {
  const { key, ...holder } = JSON.parse(held.work) as Held
  const isSame = key === request.key && request.share !== undefined
  while (await runtime.transaction('read', ({ db }) => goesOn(db, held, runtime.now()))) {
    if (!isSame && runtime.now().getTime() >= until) throw workspaceBusy({ ...holder, since: held.since })
    await sleep(pollMs, undefined, { signal: request.signal })
  }
}

async function goesOn(db: RuntimeDatabase, held: LeaseRow, now: Date): Promise<boolean> {
  const found = await findLease(db, held.root)
  return found?.id === held.id && isLive(found, now)
}

function isLive({ until, host, pid }: LeaseRow, now: Date): boolean {
  return until > now.toISOString() && (host !== hostname() || isAlive(pid))
}

/** Whether a process of this machine is there; one that we may not signal is there as well. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
