import { type JobDefinition, LoopError } from 'loop-core'
import { runtimeFor } from '../place-of.ts'
import { ending } from '../run/end-run.ts'
import { Journal } from '../run/journal.ts'
import type { Runtime } from '../runtime.ts'
import { withdrawPending } from '../storage/approvals.ts'
import { forgottenRuns, silentRuns } from '../storage/retention.ts'
import type { RunRow } from '../storage/tables.ts'

const silentMs = 30_000
const forgottenMs = 7 * 24 * 3_600_000

/** Looks after runs that nobody looks after. */
export const sweep: JobDefinition = {
  kind: 'effect',
  schedule: '*/30 * * * * *',
  run: (_, context) => sweepRuns(runtimeFor(context, 'system')),
}

/** Leaves runs whose driver fell silent to whoever resumes them, and ends those that nobody came back to. */
export async function sweepRuns(runtime: Runtime): Promise<void> {
  const before = (ms: number) => new Date(runtime.now().getTime() - ms).toISOString()
  const { silent, forgotten } = await runtime.transaction('read', async ({ db }) => ({
    silent: await silentRuns(db, before(silentMs)),
    forgotten: await forgottenRuns(db, before(forgottenMs)),
  }))
  for (const run of silent) await leaveInterrupted(runtime, run).catch(passOverLost)
  for (const run of forgotten) await forget(runtime, run).catch(passOverLost)
}

/** By a new generation, so that a driver that was only asleep finds out before its next effect. */
async function leaveInterrupted(runtime: Runtime, run: RunRow): Promise<void> {
  const journal = new Journal(runtime, { row: run })
  journal.event('run_interrupted', { reason: `silent since ${run.heartbeat_at}` })
  journal.emit('run.interrupted')
  await journal.commit({ status: 'interrupted', owner: null, generation: run.generation + 1, heartbeat_at: run.heartbeat_at })
}

async function forget(runtime: Runtime, run: RunRow): Promise<void> {
  const journal = new Journal(runtime, { row: run })
  const change = ending(journal, 'abandoned', { reason: 'forgotten: nobody touched it for 7 days.' })
  await journal.commit({ ...change, generation: run.generation + 1 }, ({ db }) => withdrawPending(db, run.id))
}

/** Somebody came just now. */
function passOverLost(error: unknown): void {
  if (!LoopError.is(error) || error.code !== 'lease_lost') throw error
}
