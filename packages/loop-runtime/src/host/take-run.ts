import { Journal, type TraceEvent } from '../run/journal.ts'
import { thisProcess } from '../run/owner.ts'
import { runEnded, runNotFound } from '../run/refusals.ts'
import type { Runtime, RuntimeDatabase } from '../runtime.ts'
import { findKey, keepKey } from '../storage/keys.ts'
import { changeRun, findRun, stepsOf } from '../storage/runs.ts'
import type { KeyRow, RunRow } from '../storage/tables.ts'
import { hasEnded } from '../words.ts'
import { drivenByModel, stepRunning } from './refusals.ts'

/** Which run a client wants to go on with, and by which name it knows this call. */
export interface Wanted {
  runId: string
  stepKey?: string | undefined
}

/** A run in the hands of one call. */
export interface TakenRun {
  journal: Journal
  /** The same call as it was begun before and never answered. */
  before: KeyRow | undefined
}

/** Takes a run for one step, of two calls at once only for one of them; a call that was answered already is known by its key. */
export async function takeRun(
  runtime: Runtime,
  wanted: Wanted,
  onEvent: (event: TraceEvent) => void,
): Promise<TakenRun | { answered: string }> {
  const taken = await runtime.transaction('write', async ({ db }) => {
    const before = wanted.stepKey === undefined ? undefined : await findKey(db, { scope: wanted.runId, key: wanted.stepKey })
    if (before?.answer) return { answered: before.answer }
    const row = await take(db, wanted, runtime.now())
    if (wanted.stepKey !== undefined) await keepKey(db, keyOf(wanted.stepKey, row))
    return { row, steps: await stepsOf(db, row.id), before }
  })
  if (taken.answered !== undefined) return { answered: taken.answered }
  return { journal: new Journal(runtime, taken, onEvent), before: taken.before }
}

async function take(db: RuntimeDatabase, { runId }: Wanted, now: Date): Promise<RunRow> {
  const found = await findRun(db, runId)
  if (found === undefined) throw runNotFound()
  if (hasEnded(found.status)) throw runEnded(found)
  if (found.driver !== 'host') throw drivenByModel(found)
  if (found.status === 'running' && isHeardOf(found, now)) throw stepRunning(found)
  const change = { status: 'running', owner: thisProcess, generation: found.generation + 1, heartbeat_at: now.toISOString() } as const
  if (!(await changeRun(db, found, change))) throw stepRunning(found)
  // Whoever had it until now may have written since it was looked at.
  return (await findRun(db, runId))!
}

const silentMs = 30_000

function isHeardOf({ heartbeat_at }: RunRow, now: Date): boolean {
  return now.getTime() - Date.parse(heartbeat_at ?? '1970-01-01') < silentMs
}

function keyOf(key: string, { id, generation, heartbeat_at }: RunRow): KeyRow {
  return { scope: id, key, run_id: id, generation, answer: null, at: heartbeat_at! }
}
