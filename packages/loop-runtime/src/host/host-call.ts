import type { EffectContext } from 'loop-core'
import { followerOf } from '../calls/follower.ts'
import type { Journal, TraceEvent } from '../run/journal.ts'
import { runEnded } from '../run/refusals.ts'
import { approvalsOf } from '../storage/approvals.ts'
import { answerKey } from '../storage/keys.ts'
import { findRun } from '../storage/runs.ts'
import type { RunnableTask } from '../task/task.ts'
import { watchRun } from '../telemetry/watch-run.ts'
import { commandIn } from '../tools/join-command.ts'
import type { Waiter } from '../tools/shared-work.ts'
import type { ToolPlace } from '../tools/tool.ts'
import { hasEnded } from '../words.ts'
import { clearUp } from '../worktree/remove-worktree.ts'
import { atWorkOn } from './at-work.ts'
import { doStep } from './do-step.ts'
import { hostEngine } from './host-engine.ts'
import { journalOf } from './journal-of.ts'
import { placeOfRun } from './place-of-run.ts'
import { badDecision } from './refusals.ts'
import { runningAnswer, type StepAnswer, stepAnswer } from './step-answer.ts'
import { takeRun } from './take-run.ts'
import { joinStep, type StepCall } from './underway.ts'

/** Does one step of a run for a client, and says what came of it and what to do next; a step that takes longer than the client waits goes on. */
export async function hostCall(context: EffectContext, call: StepCall, waiter = followerOf(context)): Promise<StepAnswer> {
  const place = await placeOfRun(context, call.runId)
  const answer = await joinStep(call, waiter, (within) => begin(place, call, within))
  return answer ?? stillAtWork(place, call.runId)
}

function begin(place: ToolPlace, call: StepCall, { signal, onProgress }: Pick<Waiter, 'signal' | 'onProgress'>): Promise<StepAnswer> {
  return atWorkOn(call.runId, signal, async (signal) => {
    try {
      return await stepOf({ ...place, runtime: { ...place.runtime, signal } }, call, onProgress)
    } catch (error) {
      // What was cancelled in the middle failed for no other reason.
      if (signal.aborted) await refuseEnded(place, call)
      throw error
    }
  })
}

async function stillAtWork({ runtime, files }: ToolPlace, runId: string): Promise<StepAnswer> {
  const journal = await journalOf(runtime, runId)
  return runningAnswer(journal, JSON.parse(journal.row.task) as RunnableTask, commandIn(files.root))
}

async function refuseEnded({ runtime }: ToolPlace, { runId }: StepCall): Promise<void> {
  const run = await runtime.transaction('read', ({ db }) => findRun(db, runId))
  if (run && hasEnded(run.status)) throw runEnded(run)
}

async function stepOf(place: ToolPlace, { runId, stepKey, decision }: StepCall, onProgress: Waiter['onProgress']): Promise<StepAnswer> {
  const { runtime } = place
  const events: TraceEvent[] = []
  const taken = await takeRun(runtime, { runId, stepKey }, (event) => events.push(event))
  if ('answered' in taken) return answered(taken.answered)
  const task = JSON.parse(taken.journal.row.task) as RunnableTask
  const endSpans = await watchRun(runtime, taken.journal)
  try {
    await doStep(hostEngine(place, task, onProgress), taken, decision)
  } finally {
    // No client waits for a collector.
    void endSpans()
  }
  await clearUp(runtime, taken.journal.row)
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
