import { LoopError } from 'loop-core'
import { scoresOf } from 'loop-core/words'
import type { Learning } from '../learning.ts'
import { findByNumbers, findCandidates, type RecallFilter } from '../storage/recall.ts'
import type { ObservationRow } from '../storage/tables.ts'
import { tokensOf } from '../themes/tokens.ts'

/** How many notes are ranked; what lies behind them has too little to do with the query. */
const mostCandidates = 1_000

interface Recall extends RecallFilter {
  query: string
  limit: number
  cursor?: string | undefined
}

export interface Recalled {
  found: { observation: ObservationRow; score: number }[]
  total: number
  next_cursor?: string
}

/** The notes that answer a query best. The databases only find them; the rank is ours, so that it is the same on each. */
export async function recall({ db, learner }: Learning, { query, limit, cursor, ...filter }: Recall): Promise<Recalled> {
  const from = placeIn(cursor)
  const words = [...new Set(await tokensOf(query))]
  if (words.length === 0) return { found: [], total: 0 }
  const candidates = await findCandidates(db, learner, { ...filter, words, limit: mostCandidates })
  // What a note is about is among its words, so that it is found by its topic too.
  const scores = scoresOf(
    words,
    candidates.map(({ tokens, topic_tokens }) => [{ words: tokens }, { words: topic_tokens }]),
  )
  const ranked = candidates.map((candidate, index) => ({ ...candidate, score: scores[index]! })).sort(better)
  const page = ranked.slice(from, from + limit)
  const rows = new Map((await findByNumbers(db, learner, numbersOf(page))).map((row) => [row.number, row]))
  const found = page.map(({ number, score }) => ({ observation: rows.get(number)!, score }))
  const next = from + limit
  return { found, total: ranked.length, ...(next < ranked.length && { next_cursor: String(next) }) }
}

interface Ranked {
  number: number
  score: number
  observed_at: string
}

/** Of equals the newer comes first. */
function better(one: Ranked, other: Ranked): number {
  return other.score - one.score || other.observed_at.localeCompare(one.observed_at) || other.number - one.number
}

function numbersOf(rows: readonly Ranked[]): number[] {
  return rows.map(({ number }) => number)
}

/** A page of what is ranked begins behind so many. */
function placeIn(cursor = '0'): number {
  if (/^\d{1,4}$/.test(cursor)) return Number(cursor)
  throw new LoopError('invalid_input', 'cursor: must be next_cursor of the page before. Leave it out to begin anew.', {
    code: 'bad_cursor',
  })
}
