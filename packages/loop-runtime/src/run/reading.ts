import type { Decision } from '../decision.ts'
import type { StuckStep } from '../gates/stuck.ts'
import type { ModelReply, ModelUsage } from '../model.ts'
import { decisionOf } from '../models/decision-of.ts'
import type { HistoryItem } from '../models/history.ts'
import { remembered } from '../remembered.ts'
import type { StepRow } from '../storage/tables.ts'
import type { PersonsAnswer } from './engine.ts'

/** What a step left behind, by its kind; `feedback` is told to the model behind it. */
export interface Left {
  feedback?: readonly string[]
  /** The time that the run had used behind it. */
  active_ms?: number
  /** Of a model. */
  reply?: ModelReply
  /** What a reply cost that was lost. */
  usage?: ModelUsage
  /** The time of the run ended before the reply. */
  late?: true
  /** Of a tool. */
  text?: string
  call_id?: string | undefined
  same_sha256?: string
  error?: string
  wrote?: boolean
  receipt_id?: string
  /** Of a person. */
  answer?: PersonsAnswer['answer']
  approval_id?: string
}

export function leftBy(step: Pick<StepRow, 'result'>): Left {
  return step.result === null ? {} : parsed(step)
}

/** A run asks the same of all its steps at each of them; what a step left is written once and never changes. */
const parsed = remembered(({ result }: Pick<StepRow, 'result'>) => JSON.parse(result!) as Left)

/** What the model was told and said, from the journal alone, so that a run that goes on asks in the same bytes. */
export function historyOf(steps: readonly StepRow[]): HistoryItem[] {
  const items: HistoryItem[] = []
  for (const step of steps) if (step.result !== null) items.push(...told(step))
  return items
}

const told = remembered((step: StepRow): HistoryItem[] => {
  const left = leftBy(step)
  return [...itemsOf(step, left), ...(left.feedback ?? []).map((text) => ({ kind: 'feedback', text }) as const)]
})

function itemsOf(step: StepRow, { reply, text, call_id }: Left): HistoryItem[] {
  if (reply) return [{ kind: 'reply', text: reply.text, calls: reply.calls }]
  if (step.kind !== 'tool' || text === undefined || step.outcome === 'lost') return []
  const failed = step.outcome !== 'ok'
  return [{ kind: 'result', step: step.seq, tool: step.tool ?? '', text, failed, ...(call_id !== undefined && { callId: call_id }) }]
}

/** The steps since a person last commented, as the detector of circles reads them. */
export function stuckStepsOf(steps: readonly StepRow[]): StuckStep[] {
  const commented = steps.findLastIndex((step) => step.kind === 'approval' && (leftBy(step).feedback?.length ?? 0) > 0)
  return steps
    .slice(commented + 1)
    .filter(({ kind, result_at, outcome }) => kind === 'tool' && result_at !== null && outcome !== 'lost')
    .map(stuckStepOf)
}

const stuckStepOf = remembered((step: StepRow): StuckStep => {
  const { same_sha256 = '', error, wrote = false } = leftBy(step)
  const { action_sha256, digest_before, digest_after } = step
  return { action_sha256: action_sha256 ?? '', result_sha256: same_sha256, digest_before, digest_after, error, wrote }
})

/** What a run has to do next. */
export type Work =
  | { kind: 'ask' }
  | { kind: 'judge'; decision: Decision }
  | { kind: 'question'; about: 'question' | 'recovery'; asked: StepRow; decision: Decision }
  | { kind: 'act'; asked: StepRow; decision: Decision; index: number; callId: string | undefined }

/** Reads from the journal what comes next; after a break it is the same as it would have been without. */
export function nextWork(steps: readonly StepRow[]): Work {
  const told = steps.filter(({ outcome }) => outcome !== 'lost')
  const at = told.findLastIndex(({ kind }) => kind === 'model')
  const asked = told[at]
  const { reply } = asked ? leftBy(asked) : {}
  const read = reply && decisionOf(reply)
  if (!asked || !reply || !read || 'fault' in read) return { kind: 'ask' }
  const { decision } = read
  const after = told.slice(at + 1)
  if (decision.status === 'final') return after.length > 0 ? { kind: 'ask' } : { kind: 'judge', decision }
  if (after.at(-1)?.outcome === 'unknown') return { kind: 'question', about: 'recovery', asked: after.at(-1)!, decision }
  if (after.some(isOver)) return { kind: 'ask' }
  if (decision.status === 'needs_human' && decision.actions.length === 0)
    return after.length > 0 ? { kind: 'ask' } : { kind: 'question', about: 'question', asked, decision }
  const index = after.filter(({ kind }) => kind === 'tool').length
  if (index >= decision.actions.length) return { kind: 'ask' }
  return { kind: 'act', asked, decision, index, callId: reply.calls[index]?.id }
}

/** A failed action ends the turn, and so does a person who says something instead of yes. */
function isOver(step: StepRow): boolean {
  if (step.kind === 'tool') return step.outcome !== 'ok'
  return step.kind === 'approval' && leftBy(step).answer !== 'approve'
}
