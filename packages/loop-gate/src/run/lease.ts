import { hostname } from 'node:os'
import type { Gate, GateDatabase } from '../gate.ts'
import { deleteRun, findRun, insertRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'

/** What is run: one criterion on one content. */
export type RunKey = Pick<RunRow, 'workspace_id' | 'criterion_id' | 'scope_digest'>

/** How long a lease outlives the time limit of its run, for whoever was killed before tidying up. */
const marginMs = 30_000

/** Takes the lease of a run for so long; gives the row of whoever has it instead. */
export async function takeLease(gate: Gate, key: RunKey, timeoutMs: number): Promise<{ taken: RunRow } | { held: RunRow }> {
  const now = gate.now()
  const times = { started_at: now.toISOString(), until: new Date(now.getTime() + timeoutMs + marginMs).toISOString() }
  const row: RunRow = { ...key, id: gate.newId(), pid: process.pid, host: hostname(), actor: gate.actor, ...times }
  return gate.transaction('write', async ({ db }) => {
    const held = await liveRun(db, key, now)
    if (held) return { held }
    return (await insertRun(db, row)) ? { taken: row } : { held: (await findRun(db, key)) ?? row }
  })
}

/** The run that still goes on; one whose process is gone, or whose time is over, is cleared away. */
async function liveRun(db: GateDatabase, key: RunKey, now: Date): Promise<RunRow | undefined> {
  const run = await findRun(db, key)
  if (run === undefined || isLive(run, now)) return run
  await deleteRun(db, run)
  return undefined
}

/** Whether a run that somebody else began is still under way. */
export async function goesOn(gate: Gate, held: RunRow): Promise<boolean> {
  const run = await gate.transaction('read', ({ db }) => findRun(db, held))
  return run !== undefined && run.id === held.id && isLive(run, gate.now())
}

function isLive({ until, host, pid }: RunRow, now: Date): boolean {
  return until > now.toISOString() && (host !== hostname() || isAlive(pid))
}

/** A process that we may not signal is there as well. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
