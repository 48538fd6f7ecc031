import type { RunRow } from '../storage/tables.ts'
import type { RunnableTask } from '../task/task.ts'
import { fieldsOf, type TraceEvent, textOf } from '../trace/trace-event.ts'
import { hasEnded } from '../words.ts'
import { type Decided, decidedIn } from './decided.ts'
import { type PlayedAgain, playAgain } from './play-again.ts'
import type { Recording } from './recording.ts'
import { nothingToReplay } from './refusals.ts'

/** One decision that another task, or another Loop, would make otherwise. */
export interface Difference extends Decided {
  /** Instead of `decided`; `why` says the reason for it. */
  now: string
}

/** A recorded run under the gates of a task. */
export interface Replayed {
  /** How many decisions both have made. */
  compared: number
  differences: readonly Difference[]
  /** How it ends now; `running` where nothing is recorded of what would come next. */
  status: RunRow['status']
}

/** Holds what a model said, tools answered and people decided in a run to the gates of a task: no model is asked, nothing is done or written. */
export async function replay(recording: Recording, task: RunnableTask): Promise<Replayed> {
  if (!recording.steps.some(({ kind, result_at }) => kind === 'model' && result_at !== null)) throw nothingToReplay(recording.run)
  const again: TraceEvent[] = []
  const played = await playAgain(recording, task, (event) => again.push(event))
  const before = recording.events.map(({ type, payload }) => ({ type, payload: fieldsOf(JSON.parse(payload)) }))
  const [then, now] = [decidedIn(before), decidedIn(again)]
  const both = [...then].flatMap(([place, one]) => (now.has(place) ? [[one, now.get(place)!] as const] : []))
  const differing = both.filter(([one, other]) => one.decided !== other.decided)
  const differences = differing.map(([one, other]) => ({ ...one, gate: other.gate, now: other.decided, why: other.why }))
  const end = endDiffers(recording.run, endOf(recording.run, before), { ...played, last: again.at(-1) })
  return { compared: both.length, differences: [...differences, ...end], status: played.row.status }
}

/** What brought a run to its end, where a gate did; not a person who cancelled it, nor a model that failed. */
function endOf({ status, reason }: RunRow, events: readonly TraceEvent[]): RunRow['status'] | undefined {
  if (!hasEnded(status) || reason?.startsWith('model_error')) return undefined
  const last = events.findLast(({ type, payload }) => type === 'budget_exceeded' || isLast(type, payload))
  return last ? status : undefined
}

function isLast(type: string, payload: TraceEvent['payload']): boolean {
  return type === 'governance_decision' && ['stop', 'abandon'].includes(textOf(payload, 'action'))
}

interface Now extends PlayedAgain {
  last: TraceEvent | undefined
}

/** Where a recording breaks off, nobody knows whether it would have gone on. */
function endDiffers(run: RunRow, then: RunRow['status'] | undefined, { row, isWhole }: Now): Difference[] {
  const now = hasEnded(row.status) && !row.reason?.startsWith('model_error') ? row.status : undefined
  if (then === now || (then === undefined && isWhole)) return []
  const { iteration } = JSON.parse(row.counters) as { iteration: number }
  const why = now === undefined ? `It would go on, and nothing is recorded of that. It ended then: ${run.reason}` : (row.reason ?? '')
  return [{ iteration, gate: 'end', decided: then ?? 'went on', now: now ?? 'goes on', why }]
}
