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
  const full = fitting(turns, (turn) => (turn === turns[0] ? newest(turn, tokens) : fullTurn(turn)), tokens)
  const older = turns.slice(full.length)
  const short = fitting(older, shortTurn, tokens / 4)
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

type Shown = (turn: Turn) => readonly ModelMessage[]

/** From the first on as many as fit, but the first in any case; no turn behind them is looked at. */
function fitting(turns: readonly Turn[], show: Shown, tokens: number): readonly (readonly ModelMessage[])[] {
  const fit: (readonly ModelMessage[])[] = []
  let left = tokens
  for (const turn of turns) {
    const messages = show(turn)
    left -= sizeOf(messages)
    if (left < 0 && fit.length > 0) break
    fit.push(messages)
  }
  return fit
}

const sizeOf = (messages: readonly ModelMessage[]) => estimatedTokens(JSON.stringify(messages).length)
