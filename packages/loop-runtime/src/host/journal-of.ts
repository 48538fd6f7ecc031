import { Journal } from '../run/journal.ts'
import { runNotFound } from '../run/refusals.ts'
import type { Runtime } from '../runtime.ts'
import { findRun, stepsOf } from '../storage/runs.ts'

/** A run to look at; nothing may be written through it. */
export async function journalOf(runtime: Runtime, id: string): Promise<Journal> {
  return runtime.transaction('read', async ({ db }) => {
    const row = await findRun(db, id)
    if (row === undefined) throw runNotFound()
    return new Journal(runtime, { row, steps: await stepsOf(db, id) })
  })
}
