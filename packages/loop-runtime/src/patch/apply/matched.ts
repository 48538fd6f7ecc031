import type { MatchLevel } from '../match/levels.ts'

/** A text after one operation, and what had to be forgiven to find the place. */
export interface Matched {
  text: string
  match: MatchLevel
}
