import { scoresOf } from 'loop-core/words'
import type { Candidate } from '../storage/article-search.ts'

/** An article and how well it answers, from 1 for the best of all that do down to 0. */
export interface Ranked {
  id: string
  score: number
  updated_at: string
}

/** As how many of the body a word of the title counts. */
const titleWeight = 3

/** The best first; of equals the one that was changed last. The databases only find the articles, so that their order is the same on each. */
export function rank(words: readonly string[], candidates: readonly Candidate[]): Ranked[] {
  const scores = scoresOf(
    words,
    candidates.map(({ title_words, body_words }) => [{ words: title_words, weight: titleWeight }, { words: body_words }]),
  )
  const best = Math.max(...scores)
  const ranked = candidates.map(({ id, updated_at }, index) => ({ id, updated_at, score: scores[index]! / best }))
  return ranked.sort((one, other) => other.score - one.score || newerFirst(one, other))
}

function newerFirst(one: Ranked, other: Ranked): number {
  return other.updated_at.localeCompare(one.updated_at) || (one.id < other.id ? -1 : 1)
}

/** A score as it is shown. */
export function rounded(score: number): number {
  return Math.round(score * 10_000) / 10_000
}
