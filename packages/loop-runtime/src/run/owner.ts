import { hostname } from 'node:os'
import type { RunRow } from '../storage/tables.ts'
import { isAlive } from '../tools/lease.ts'

const silentMs = 30_000
const host = hostname()

/** How this process is known as the driver of a run. */
export const thisProcess = `${process.pid}@${host}`

/** Stands for the job that was asked to drive a run and has not begun. */
export const awaitedJob = 'a job'

const drivenHere = new Set<string>()

/** Does something as the driver of a run, which nobody else in this process takes over meanwhile. */
export async function asDriver<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
  drivenHere.add(id)
  try {
    return await work()
  } finally {
    drivenHere.delete(id)
  }
}

/** A driver that is gone leaves its process number behind, or falls silent. */
export function isDriven({ id, owner, heartbeat_at }: Pick<RunRow, 'id' | 'owner' | 'heartbeat_at'>, now: Date): boolean {
  if (owner === null) return false
  if (owner === thisProcess) return drivenHere.has(id)
  const [pid, where] = owner.split('@')
  if (where === host && !isAlive(Number(pid))) return false
  return now.getTime() - Date.parse(heartbeat_at ?? '1970-01-01') < silentMs
}
