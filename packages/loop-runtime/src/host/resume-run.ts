import type { EffectContext } from 'loop-core'
import { driveJob } from '../jobs/drive-job.ts'
import { leaseLost } from '../run/refusals.ts'
import { takeOver } from '../run/take-over.ts'
import type { Runtime } from '../runtime.ts'
import { changeRun, findRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { listedModel } from './listed-model.ts'
import { placeOfRun } from './place-of-run.ts'

/** Goes on with a run by a job; of a client's run, the client goes on with it. */
export async function resumeRunHere(context: EffectContext, id: string): Promise<RunRow> {
  const { runtime, workspace } = await placeOfRun(context, id)
  const found = (await runtime.transaction('read', ({ db }) => findRun(db, id)))!
  if (found.driver === 'host' && found.status === 'interrupted') return handBack(runtime, found)
  if (found.driver === 'model') listedModel(workspace, found.model)
  const { row } = await takeOver({ runtime, byJob: true }, id)
  await context.transaction(async ({ enqueue }) => enqueue(driveJob(row)))
  return row
}

async function handBack(runtime: Runtime, run: RunRow): Promise<RunRow> {
  const change = { status: 'waiting_host', owner: null, generation: run.generation + 1, heartbeat_at: runtime.now().toISOString() } as const
  if (!(await runtime.transaction('write', ({ db }) => changeRun(db, run, change)))) throw leaseLost(run.id)
  return { ...run, ...change }
}
