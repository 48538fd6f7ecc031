import type { ModelCall } from '../model.ts'

/** What happened in a run, in order, as far as a model is told of it. */
export type HistoryItem = ReplyItem | ResultItem | FeedbackItem

/** What the model answered; also a reply that could not be used. */
export interface ReplyItem {
  kind: 'reply'
  text: string
  calls: readonly ModelCall[]
}

/** What a tool gave back: JSON or text, from files and commands. */
export interface ResultItem {
  kind: 'result'
  step: number
  tool: string
  text: string
  failed: boolean
  /** The call that it answers; without one, the reply was a decision in JSON. */
  callId?: string
}

/** Words of Loop or of a person: why a reply cannot be used, what a gate found, a comment, a nudge. */
export interface FeedbackItem {
  kind: 'feedback'
  text: string
}

/** A reply and all that followed from it. */
export interface Turn {
  reply: ReplyItem | undefined
  results: readonly ResultItem[]
  feedback: readonly FeedbackItem[]
}

export function turnsOf(history: readonly HistoryItem[]): readonly Turn[] {
  const turns: { reply: ReplyItem | undefined; results: ResultItem[]; feedback: FeedbackItem[] }[] = []
  for (const item of history) {
    if (item.kind === 'reply' || turns.length === 0) turns.push({ reply: undefined, results: [], feedback: [] })
    const turn = turns.at(-1)!
    if (item.kind === 'reply') turn.reply = item
    if (item.kind === 'result') turn.results.push(item)
    if (item.kind === 'feedback') turn.feedback.push(item)
  }
  return turns
}
