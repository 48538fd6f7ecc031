import { actorId, type EffectContext } from 'loop-core'
import { endMarkedProcesses } from 'loop-core/process'
import { stepVariable } from '../commands/run-command.ts'
import { runtimeOf } from '../place-of.ts'
import { endRun } from '../run/end-run.ts'
import { Journal } from '../run/journal.ts'
import { leaseLost, runEnded, runNotFound } from '../run/refusals.ts'
import type { Runtime } from '../runtime.ts'
import { withdrawPending } from '../storage/approvals.ts'
import { changeRun, findRun, stepsOf } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { markerOf } from '../tools/command-run.ts'
import { hasEnded } from '../words.ts'
import { stopWorkOn } from './at-work.ts'
import { notYours } from './refusals.ts'

/** Ends a run for good: whoever drives it may write nothing more, and its command is killed. */
export async function cancelRun(context: EffectContext, id: string, reason?: string): Promise<RunRow> {
  const runtime = runtimeOf(context)
  const journal = await takeAway(runtime, context, id)
  await endRun(journal, 'stopped_by_human', { reason: reason ?? `cancelled by ${runtime.actor}.` })
  stopWorkOn(id)
  const last = journal.steps.at(-1)
  if (last?.kind === 'tool' && last.result_at === null)
    await endMarkedProcesses({ name: stepVariable, value: markerOf({ id, step: last.seq }) })
  return journal.row
}

async function takeAway(runtime: Runtime, { actor }: EffectContext, id: string): Promise<Journal> {
  return runtime.transaction('write', async ({ db }) => {
    const found = await findRun(db, id)
    if (found === undefined) throw runNotFound()
    if (hasEnded(found.status)) throw runEnded(found)
    if (actor.role !== 'user' && actorId(actor) !== found.actor) throw notYours(found)
    // Nobody else takes it between here and its end.
    const change = { status: 'running', generation: found.generation + 1, heartbeat_at: runtime.now().toISOString() } as const
    if (!(await changeRun(db, found, change))) throw leaseLost(id)
    await withdrawPending(db, id)
    return new Journal(runtime, { row: (await findRun(db, id))!, steps: await stepsOf(db, id) })
  })
}
