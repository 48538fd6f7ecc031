import type { Runtime, RuntimeDatabase } from '../runtime.ts'
import { activeRun, changeRun, findRun, stepsOf } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { Journal, type TraceEvent } from './journal.ts'
import { awaitedJob, isDriven, thisProcess } from './owner.ts'
import { drivenByClient, leaseLost, runEnded, runNotFound, stepInProgress, workspaceBusy } from './refusals.ts'

const goesOn: readonly RunRow['status'][] = ['interrupted', 'waiting_approval', 'running']

export interface Resuming {
  runtime: Runtime
  onEvent?: ((event: TraceEvent) => void) | undefined
  /** Whether a job will drive it. */
  byJob?: boolean
}

/** Takes a run over from whoever drove it; refuses where that one still lives, and one of two who try at once. */
export async function takeOver({ runtime, onEvent, byJob = false }: Resuming, id: string): Promise<Journal> {
  const taken = await runtime.transaction('write', async ({ db }) => {
    const found = await resumable(db, id, runtime.now())
    const driver = byJob ? { owner: awaitedJob, by_job: 1 } : { owner: thisProcess, by_job: 0 }
    const now = { heartbeat_at: runtime.now().toISOString(), ended_at: null, active_root: found.root }
    const change = { ...driver, ...now, status: 'running', generation: found.generation + 1 } as const
    if (!(await changeRun(db, found, change))) throw leaseLost(id)
    return { row: { ...found, ...change }, steps: await stepsOf(db, id) }
  })
  const journal = new Journal(runtime, taken, onEvent)
  journal.event('run_resumed', { generation: taken.row.generation })
  journal.emit('run.resumed')
  await journal.commit()
  return journal
}

async function resumable(db: RuntimeDatabase, id: string, now: Date): Promise<RunRow> {
  const found = await findRun(db, id)
  if (found === undefined) throw runNotFound()
  if (found.driver === 'host') throw drivenByClient(found)
  if (!canGoOn(found)) throw runEnded(found)
  if (found.status === 'running' && isDriven(found, now)) throw stepInProgress(found)
  // A run that had ended let go of its folder.
  const other = await activeRun(db, found.root)
  if (other && other.id !== id) throw workspaceBusy(other)
  return found
}

/** A model that failed is no judgement of the work; but nothing goes on whose journal is kept no longer. */
function canGoOn({ status, reason, events }: RunRow): boolean {
  return goesOn.includes(status) || (status === 'failed' && (reason ?? '').startsWith('model_error') && events > 0)
}
