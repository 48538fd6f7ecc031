import type { EffectContext } from 'loop-core'
import { placeOf } from '../place-of.ts'
import type { Journal, TraceEvent } from '../run/journal.ts'
import { runEnded } from '../run/refusals.ts'
import { approvalsOf } from '../storage/approvals.ts'
import { answerKey } from '../storage/keys.ts'
import { findRun } from '../storage/runs.ts'
import type { RunnableTask } from '../task/task.ts'
import type { ToolPlace } from '../tools/tool.ts'
import { hasEnded } from '../words.ts'
import { atWorkOn } from './at-work.ts'
import { doStep } from './do-step.ts'
import { hostEngine } from './host-engine.ts'
import { badDecision } from './refusals.ts'
import { type StepAnswer, stepAnswer } from './step-answer.ts'
import { takeRun } from './take-run.ts'

/** One call of a client that drives a run. */
export interface HostCall {
  runId: string
  stepKey?: string | undefined
  /** Nothing where the run goes on after an approval. */
  decision?: object | undefined
}

/** Does one step of a run for a client, and says what came of it and what to do next. */
export async function hostCall(context: EffectContext, call: HostCall): Promise<StepAnswer> {
  const place = await placeOf(context)
  return atWorkOn(call.runId, context.signal, async (signal) => {
    try {
      return await stepOf({ ...place, runtime: { ...place.runtime, signal } }, context, call)
    } catch (error) {
      // What was cancelled in the middle failed for no other reason.
      if (signal.aborted) await refuseEnded(place, call)
      throw error
    }
  })
}

async function refuseEnded({ runtime }: ToolPlace, { runId }: HostCall): Promise<void> {
  const run = await runtime.transaction('read', ({ db }) => findRun(db, runId))
  if (run && hasEnded(run.status)) throw runEnded(run)
}

async function stepOf(place: ToolPlace, context: EffectContext, { runId, stepKey, decision }: HostCall): Promise<StepAnswer> {
  const { runtime } = place
  const events: TraceEvent[] = []
  const taken = await takeRun(runtime, { runId, root: place.files.root, stepKey }, (event) => events.push(event))
  if ('answered' in taken) return answered(taken.answered)
  const task = JSON.parse(taken.journal.row.task) as RunnableTask
  await doStep(hostEngine(place, task, context), taken, decision)
  const answer = { ...(await answerOf(place, taken.journal, { task, events })), ...problemIn(events) }
  if (stepKey !== undefined)
    await runtime.transaction('write', ({ db }) => answerKey(db, { scope: runId, key: stepKey }, JSON.stringify(answer)))
  return answered(JSON.stringify(answer))
}

async function answerOf({ runtime }: ToolPlace, journal: Journal, { task, events }: { task: RunnableTask; events: TraceEvent[] }) {
  const rows = await runtime.transaction('read', ({ db }) => approvalsOf(db, journal.row.id))
  return stepAnswer(journal, task, { events, pending: rows.find(({ state }) => state === 'pending') })
}

function problemIn(events: readonly TraceEvent[]): { problem?: string } {
  const problem = events.find(({ type }) => type === 'invalid_model_output')?.payload.problem
  return problem === undefined ? {} : { problem: `${problem}` }
}

/** What was kept under a key is said again, a refusal included. */
function answered(text: string): StepAnswer {
  const { problem, ...answer } = JSON.parse(text) as StepAnswer & { problem?: string }
  if (problem !== undefined) throw badDecision(problem, { id: answer.run_id, status: answer.status })
  return answer
}
