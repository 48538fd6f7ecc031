import { median } from 'simple-statistics'
import { z } from 'zod'
import { Counts } from '../views/session.ts'

export const directions = ['rising', 'steady', 'falling', 'too_early'] as const
export type Direction = (typeof directions)[number]

/** One week. */
export const Point = z.object({
  week: z.string(),
  sessions: z.int(),
  counts: Counts,
  /** completions / (completions + struggles + avoidances); null where there are fewer than five of them. */
  index: z.number().nullable(),
  /** Blind spots that were open when it ended. */
  open_spots: z.int(),
  /** Of the forecasts that were settled then. */
  brier: z.number().optional(),
})
export type Point = z.output<typeof Point>

const enoughNotes = 5
const latest = 6
const enoughPoints = 3
const steady = 0.03

/** The share of completions among what was finished, hard or put off; null where too little is known. */
export function indexOf({ completions, struggles, avoidances }: z.output<typeof Counts>): number | null {
  const all = completions + struggles + avoidances
  return all < enoughNotes ? null : Math.round((completions / all) * 1_000) / 1_000
}

/** How the index changes from week to week: the median of the slopes between each two of the last six weeks that have one (Theil and Sen). */
export function slopeOf(points: readonly Pick<Point, 'index'>[]): number | null {
  const known = points.flatMap(({ index }, week) => (index === null ? [] : [{ week, index }])).slice(-latest)
  if (known.length < enoughPoints) return null
  const slopes = known.flatMap((one, place) => known.slice(place + 1).map((other) => (other.index - one.index) / (other.week - one.week)))
  return Math.round(median(slopes) * 1_000) / 1_000
}

export function directionOf(slope: number | null): Direction {
  if (slope === null) return 'too_early'
  if (Math.abs(slope) <= steady) return 'steady'
  return slope > 0 ? 'rising' : 'falling'
}

/** What the points show, in two sentences. */
export function summaryOf(points: readonly Point[], slope: number | null): string {
  const sessions = points.reduce((sum, point) => sum + point.sessions, 0)
  const completions = points.reduce((sum, { counts }) => sum + counts.completions, 0)
  const struggles = points.reduce((sum, { counts }) => sum + counts.struggles, 0)
  const span = points.length === 1 ? 'This week' : `In ${points.length} weeks`
  const did = `${span}: ${many(sessions, 'session')}, ${many(completions, 'completion')}, ${many(struggles, 'struggle')}.`
  return `${did} ${trend(slope)}`
}

function trend(slope: number | null): string {
  const direction = directionOf(slope)
  if (direction === 'too_early')
    return 'It is too early to see a direction: that takes three weeks with at least five completions, struggles or avoidances each.'
  if (direction === 'steady') return 'The share of completions holds steady.'
  const points = Math.round(Math.abs(slope!) * 100)
  return `The share of completions is ${direction} by about ${many(points, 'percentage point')} a week.`
}

export function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
