import type { EffectContext } from 'loop-core'
import { RuntimeConfig } from '../config.ts'
import { driveJob } from '../jobs/drive-job.ts'
import { placeOf } from '../place-of.ts'
import { leaseLost, runNotFound } from '../run/refusals.ts'
import { takeOver } from '../run/take-over.ts'
import type { Runtime } from '../runtime.ts'
import { changeRun, findRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { listedModel } from './listed-model.ts'
import { elsewhere } from './refusals.ts'

/** Goes on with a run by a job; of a client's run, the client goes on with it. */
export async function resumeRunHere(context: EffectContext, id: string): Promise<RunRow> {
  const { runtime, files } = await placeOf(context)
  const found = await runtime.transaction('read', ({ db }) => findRun(db, id))
  if (found === undefined) throw runNotFound()
  if (found.root !== files.root) throw elsewhere(found)
  if (found.driver === 'host' && found.status === 'interrupted') return handBack(runtime, found)
  if (found.driver === 'model') listedModel(context.config(RuntimeConfig), found.model)
  const { row } = await takeOver({ runtime, byJob: true }, id)
  await context.transaction(async ({ enqueue }) => enqueue(driveJob(row)))
  return row
}

async function handBack(runtime: Runtime, run: RunRow): Promise<RunRow> {
  const change = { status: 'waiting_host', owner: null, generation: run.generation + 1, heartbeat_at: runtime.now().toISOString() } as const
  if (!(await runtime.transaction('write', ({ db }) => changeRun(db, run, change)))) throw leaseLost(run.id)
  return { ...run, ...change }
}
