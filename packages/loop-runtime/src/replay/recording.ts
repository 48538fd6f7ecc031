import type { Judged } from '../run/act.ts'
import { type Left, leftBy } from '../run/reading.ts'
import type { ApprovalRow, EventRow, ReceiptRow, RunRow, StepRow } from '../storage/tables.ts'

/** All that is kept of one run. */
export interface Recording {
  run: RunRow
  steps: readonly StepRow[]
  /** With large payloads in their place. */
  events: readonly Pick<EventRow, 'type' | 'payload'>[]
  approvals: readonly ApprovalRow[]
  /** Of its folder since it began. */
  receipts: readonly ReceiptRow[]
}

/** One step with what it left behind. */
export interface RecordedStep {
  row: StepRow
  left: Left
  /** How much of the run's time it took. */
  tookMs: number
}

/** One call of the model, and all that followed from it. */
export interface Turn {
  asked: RecordedStep
  /** One for each action that was judged; without a step where it was not done. */
  actions: readonly { judged: Judged | undefined; step: RecordedStep | undefined }[]
  /** The judgement of a final answer. */
  verified: StepRow | undefined
}

/** A recording, turn by turn. What was begun and died is left out, but for calls of the model: those cost something. */
export function turnsOf({ steps, events }: Recording): Turn[] {
  const judged = judgedByTurn(events)
  const turns: { asked: RecordedStep; after: RecordedStep[] }[] = []
  for (const step of timed(steps)) {
    if (step.row.kind === 'model') turns.push({ asked: step, after: [] })
    else if (step.row.result_at !== null && step.row.outcome !== 'lost') turns.at(-1)?.after.push(step)
  }
  return turns.map(({ asked, after }, turn) => {
    const done = after.filter(({ row }) => row.kind === 'tool')
    const seen = judged[turn] ?? []
    const actions = Array.from({ length: Math.max(done.length, seen.length) }, (_, at) => ({ judged: seen[at], step: done[at] }))
    return { asked, actions, verified: after.findLast(({ row }) => row.kind === 'verify')?.row }
  })
}

function timed(steps: readonly StepRow[]): RecordedStep[] {
  let used = 0
  return steps.map((row) => {
    const left = leftBy(row)
    const now = left.active_ms ?? used
    const tookMs = Math.max(0, now - used)
    used = now
    return { row, left, tookMs }
  })
}

/** Each call of the model stands in the trace as the beginning of an iteration. An action that was judged twice counts as it was judged last. */
function judgedByTurn(events: Recording['events']): Judged[][] {
  const turns: Judged[][] = []
  let action = 0
  for (const { type, payload } of events) {
    if (type === 'iteration_started') {
      turns.push([])
      action = 0
    } else if (type === 'security_eval' && turns.length > 0) turns.at(-1)![action] = (JSON.parse(payload) as { judged: Judged }).judged
    else if (type === 'tool_result' || (type === 'step_recovered' && JSON.parse(payload).as === 'unknown')) action += 1
  }
  return turns
}
