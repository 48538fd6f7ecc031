import { type EffectContext, type JobDefinition, LoopError } from 'loop-core'
import { atWorkOn } from '../host/at-work.ts'
import { runtimeFor, skillFolders } from '../place-of.ts'
import { adoptRun } from '../run/adopt-run.ts'
import type { Journal } from '../run/journal.ts'
import { driveTaken } from '../run/start-run.ts'
import type { RuntimeDatabase } from '../runtime.ts'
import { findRun } from '../storage/runs.ts'

/** Of the five seconds that a process has to end in. */
const lastStepMs = 3_000

/** Drives a run from here to wherever it gets without a person. The generation guards it, not the job. */
export const drive: JobDefinition = {
  kind: 'effect',
  long: true,
  timeoutSeconds: 86_000,
  async run({ run_id, generation }, context) {
    const id = String(run_id)
    const row = await context.transaction(({ db }) => findRun(db as RuntimeDatabase, id))
    if (row === undefined) return
    const journal = await adoptRun(runtimeFor(context, row.actor), { id, generation: Number(generation) })
    if (journal) await driveAdopted(journal, context).catch(passOverLost)
  },
}

/** Told to end, it does the present step to its end if that comes soon; else the step is broken off. */
async function driveAdopted(journal: Journal, context: Omit<EffectContext, 'actor'>): Promise<void> {
  const { signal: stop } = context
  const breakOff = new AbortController()
  stop.addEventListener('abort', () => setTimeout(() => breakOff.abort(), lastStepMs).unref(), { once: true })
  await atWorkOn(journal.row.id, breakOff.signal, (signal) => {
    const runtime = { ...runtimeFor(context, journal.row.actor), signal }
    return driveTaken(journal, { runtime, skillFolders: skillFolders(context), stop })
  })
}

/** Somebody else has it now, or ended it. */
function passOverLost(error: unknown): void {
  if (!LoopError.is(error) || error.code !== 'lease_lost') throw error
}
