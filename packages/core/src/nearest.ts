import { distance } from 'fastest-levenshtein'

/** The `count` candidates most like a mistyped word, best first. */
export function nearest(word: string, candidates: readonly string[], count = 3): string[] {
  const scored = candidates.map((candidate) => ({ candidate, distance: distance(word, candidate) }))
  scored.sort((one, other) => one.distance - other.distance || one.candidate.localeCompare(other.candidate))
  return scored.slice(0, count).map(({ candidate }) => candidate)
}
