import type { Runtime } from '../runtime.ts'
import { changeRun, findRun, stepsOf } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { Journal } from './journal.ts'
import { awaitedJob, thisProcess } from './owner.ts'

/** Takes a run for the job that it waits for. A job that comes twice, or too late, finds another generation and gets nothing. */
export async function adoptRun(runtime: Runtime, { id, generation }: Pick<RunRow, 'id' | 'generation'>): Promise<Journal | undefined> {
  return runtime.transaction('write', async ({ db }) => {
    const found = await findRun(db, id)
    if (found?.owner !== awaitedJob || found.generation !== generation) return undefined
    const change = { owner: thisProcess, generation: generation + 1, heartbeat_at: runtime.now().toISOString() }
    if (!(await changeRun(db, found, change))) return undefined
    return new Journal(runtime, { row: { ...found, ...change }, steps: await stepsOf(db, id) })
  })
}
