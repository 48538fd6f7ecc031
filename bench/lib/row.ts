import type { Comparison } from './statistics.ts'

/** One line of the table. */
export interface Row {
  measure: string
  ours: string
  theirs: string
  ratio?: number
  spread?: readonly [number, number]
  /** The ratio, or for tokens the number, that is not to be exceeded. */
  limit?: Limit
}

interface Limit {
  text: string
  kept: boolean
}

/** One bench: a heading, rows, and what a reader has to know to read them rightly. */
export interface Section {
  title: string
  /** Who stands in the column "theirs". */
  notes: readonly string[]
  rows: readonly Row[]
}

/** A row of durations in milliseconds, with a limit for the ratio if there is one. */
export function durationRow(measure: string, comparison: Comparison, most?: number): Row {
  return comparedRow(measure, comparison, { format: milliseconds, most })
}

export function comparedRow(
  measure: string,
  comparison: Comparison,
  { format, most }: { format: (value: number) => string; most?: number },
): Row {
  const { ours, theirs, ratio, spread } = comparison
  const limit = most === undefined ? undefined : { text: `≤ ${most} ×`, kept: ratio <= most }
  return { measure, ours: format(ours), theirs: format(theirs), ratio, spread, limit }
}

/** A row of durations whose difference is limited, in milliseconds. */
export function differenceRow(measure: string, comparison: Comparison, most: number): Row {
  const { ours, theirs } = comparison
  const difference = ours - theirs
  return { ...durationRow(measure, comparison), limit: { text: `+${difference.toFixed(0)} ms ≤ +${most}`, kept: difference <= most } }
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 3 : 1)} ms`
}
