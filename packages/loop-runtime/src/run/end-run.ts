import type { Counters } from '../gates/counters.ts'
import type { RunRow } from '../storage/tables.ts'
import type { Journal } from './journal.ts'
import type { TraceType } from './trace-types.ts'

type Ending = Extract<RunRow['status'], 'completed' | 'failed' | 'abandoned' | 'stopped_by_human' | 'budget_exceeded'>

const types: Readonly<Record<Ending, TraceType>> = {
  completed: 'task_completed',
  failed: 'task_failed',
  abandoned: 'task_abandoned',
  stopped_by_human: 'task_stopped_by_human',
  budget_exceeded: 'budget_exceeded',
}

/** Ends a run: the folder is free for another one. */
export async function endRun(journal: Journal, status: Ending, { reason, ...rest }: { reason: string } & Partial<RunRow>): Promise<void> {
  const text = reason.slice(0, 2_000)
  journal.event(types[status], { reason: text, ...(rest.final_answer && { final_answer: rest.final_answer, confidence: rest.confidence }) })
  journal.emit('run.finished', { status, ...factsOf(journal.counters), ...(rest.confidence != null && { confidence: rest.confidence }) })
  const ended_at = new Date(Math.max(Date.parse(journal.row.created_at), journal.now().getTime())).toISOString()
  await journal.commit({ ...rest, status, reason: text, ended_at, active_root: null, owner: null })
}

function factsOf({ iteration, final_rejections, input_tokens, output_tokens, cost_micros }: Counters) {
  return { iterations: iteration, final_rejections, tokens: input_tokens + output_tokens, cost_micros }
}
