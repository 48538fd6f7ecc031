import type { ModelMessage } from '../model.ts'
import { type HistoryItem, type Turn, turnsOf } from './history.ts'
import { fullTurn, shortTurn } from './turn-messages.ts'
import { estimatedTokens } from './usage.ts'

export interface Context {
  goal: string
  history: readonly HistoryItem[]
  /** What the newest turns may take in full; older ones get a quarter of it in short. */
  tokens: number
}

/** What a model is told of a run: always the same for the same history, so that a resumed run asks in the same bytes. */
export function messagesOf({ goal, history, tokens }: Context): readonly ModelMessage[] {
  const turns = [...turnsOf(history)].reverse()
  const full = fitting(turns, (turn) => (turn === turns[0] ? sized(newest(turn, tokens)) : inFull(turn)), tokens)
  const older = turns.slice(full.length)
  const short = fitting(older, inShort, tokens / 4)
  const dropped = older.length - short.length
  const opening = dropped > 0 ? `${goal}\n\n(The first ${dropped} replies of this run are left out here.)` : goal
  return [{ role: 'user', text: opening }, ...[...full, ...short].reverse().flat()]
}

/** The newest turn is always there; if need be, each of its results with its share. */
function newest(turn: Turn, tokens: number): readonly ModelMessage[] {
  const whole = fullTurn(turn)
  if (sizeOf(whole) <= tokens || turn.results.length === 0) return whole
  return fullTurn(turn, Math.floor((tokens * 4) / turn.results.length))
}

/** The messages of a turn, and what they cost. */
interface Sized {
  messages: readonly ModelMessage[]
  size: number
}

type Shown = (turn: Turn) => Sized

/** From the first on as many as fit, but the first in any case; no turn behind them is looked at. */
function fitting(turns: readonly Turn[], show: Shown, tokens: number): readonly (readonly ModelMessage[])[] {
  const fit: (readonly ModelMessage[])[] = []
  let left = tokens
  for (const turn of turns) {
    const { messages, size } = show(turn)
    left -= size
    if (left < 0 && fit.length > 0) break
    fit.push(messages)
  }
  return fit
}

const sizeOf = (messages: readonly ModelMessage[]) => estimatedTokens(JSON.stringify(messages).length)
const sized = (messages: readonly ModelMessage[]): Sized => ({ messages, size: sizeOf(messages) })

const inFull = eachOnce((turn) => sized(fullTurn(turn)))
const inShort = eachOnce((turn) => sized(shortTurn(turn)))

/** A turn that has another behind it says the same in every request after that; it is known by its first item, and by how many it has. */
function eachOnce(show: Shown): Shown {
  const known = new WeakMap<HistoryItem, Sized & { items: number }>()
  return (turn) => {
    const { reply, results, feedback } = turn
    const first = reply ?? results[0] ?? feedback[0]
    const items = results.length + feedback.length
    const before = first && known.get(first)
    if (before?.items === items) return before
    const now = { ...show(turn), items }
    if (first) known.set(first, now)
    return now
  }
}
