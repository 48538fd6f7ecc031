import type { TestCounts } from '../test-counts.ts'

/** How one test runner writes its results, so that they can be found among everything else that a run prints. */
export interface Runner {
  name: string
  /** The line with which a run begins, where there is one that is always printed. */
  begins?: RegExp
  /** The line that always follows the summary, where there is one. */
  ends?: RegExp
  /** Reads the summary of which the last line, or the one that decides, stands at this place. */
  read(lines: readonly string[], at: number): Summary | undefined
}

/** What a summary says; null counts mean that tests ran and nobody said how many. */
export interface Summary {
  counts: TestCounts | null
  /** What it is about where one run prints several, such as a package. */
  part?: string
}

/** Puts numbers together; those that contradict each other, such as more failures than tests, are no summary. */
export function summaryOf(passed: number, failed: number, skipped: number): Summary | undefined {
  return passed >= 0 ? { counts: { passed, failed, skipped } } : undefined
}

/** No tests were found. */
export const nothingRan: Summary = { counts: { passed: 0, failed: 0, skipped: 0 } }

/** A number that a pattern found, or 0 where it found none. */
export function number(text: string | undefined): number {
  return Number(text ?? 0)
}

/** The numbers before the words of a list such as `1 failed, 2 passed`; undefined if a piece is no number with words. */
export function tally(list: string, separator: string): Tally | undefined {
  const pieces = list.split(separator).map((piece) => /^(\d{1,9}) ([a-z]+(?: [a-z]+){0,2})$/.exec(piece.trim()))
  if (pieces.some((piece) => !piece)) return undefined
  const numbers = new Map(pieces.map((piece) => [piece![2]!, Number(piece![1])]))
  return (...words) => words.reduce((sum, word) => sum + (numbers.get(word) ?? 0), 0)
}

/** How many have one of these words. */
export type Tally = (...words: string[]) => number
