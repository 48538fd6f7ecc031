import type { Counters } from '../gates/counters.ts'
import type { RunRow } from '../storage/tables.ts'
import type { Ends } from './govern.ts'
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

type Why = { reason: string } & Partial<RunRow>

/** Tells of the end of a run, and says what changes in its row: the folder is free for another one. Committed by the caller. */
export function ending(journal: Journal, status: Ending, { reason, ...rest }: Why): Partial<RunRow> {
  const text = reason.slice(0, 2_000)
  const { final_answer, confidence, branch } = rest
  journal.event(types[status], { reason: text, ...(final_answer && { final_answer, confidence }), ...(branch && { branch }) })
  journal.emit('run.finished', { status, ...factsOf(journal.counters), ...(confidence != null && { confidence }) })
  const ended_at = new Date(Math.max(Date.parse(journal.row.created_at), journal.now().getTime())).toISOString()
  return { ...rest, status, reason: text, ended_at, active_root: null, owner: null }
}

/** The same where governance decided about it; nothing where the run goes on. */
export function endingOf(journal: Journal, ends: Ends | undefined, rest: Partial<RunRow> = {}): Partial<RunRow> {
  return ends ? ending(journal, ends.as, { ...rest, reason: ends.reason }) : {}
}

/** Ends a run apart from any step. */
export async function endRun(journal: Journal, status: Ending, why: Why): Promise<void> {
  await journal.commit(ending(journal, status, why))
}

function factsOf({ iteration, final_rejections, input_tokens, output_tokens, cost_micros }: Counters) {
  return { iterations: iteration, final_rejections, tokens: input_tokens + output_tokens, cost_micros }
}
