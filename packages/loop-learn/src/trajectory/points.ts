import { calibrationOf } from '../forecasts/calibration.ts'
import { asSettled } from '../forecasts/forecast.ts'
import type { Learning } from '../learning.ts'
import { settledForecasts } from '../storage/forecasts.ts'
import { countKinds, sessionTimes } from '../storage/history.ts'
import { counterOf } from '../storage/sessions.ts'
import { allSpots, spotChangesSince } from '../storage/spot-history.ts'
import type { Counters } from '../storage/tables.ts'
import type { Week } from '../weeks.ts'
import type { ObservationKind } from '../words.ts'
import { isOpen, stateBefore } from './open-spots.ts'
import { indexOf, type Point } from './trajectory.ts'

const noCounts: Counters = { decisions: 0, struggles: 0, completions: 0, questions: 0, avoidances: 0 }

/** What happened in each of some weeks that follow one another. */
export async function pointsOf(learning: Learning, weeks: readonly Week[], domain?: string | undefined): Promise<Point[]> {
  const { db, learner } = learning
  const from = weeks[0]!.starts_at
  const span = { from, until: weeks.at(-1)!.ends_at, domain }
  const sessions = await sessionTimes(db, learner, span)
  const forecasts = await settledForecasts(db, learner, { since: from, domain })
  const [spots, changes] = [await allSpots(db, learner), await spotChangesSince(db, learner, from)]
  const concerned = spots.filter((spot) => domain === undefined || spot.domain === domain)
  const points: Point[] = []
  for (const week of weeks) {
    const counts = totalled(await countKinds(db, learner, { from: week.starts_at, until: week.ends_at, domain }))
    const settled = forecasts.filter(({ settled_at }) => isIn(week, settled_at!)).map(asSettled)
    const brier = calibrationOf(settled).brier
    points.push({
      week: week.week,
      sessions: sessions.filter(({ started_at }) => isIn(week, started_at)).length,
      counts,
      index: indexOf(counts),
      open_spots: concerned.filter((spot) => isOpen(stateBefore(spot, changes, week.ends_at))).length,
      ...(brier !== null && { brier }),
    })
  }
  return points
}

export function isIn({ starts_at, ends_at }: Week, at: string): boolean {
  return at >= starts_at && at < ends_at
}

/** Counts by kind made one set of counters. */
export function totalled(rows: readonly { kind: ObservationKind; count: number }[]): Counters {
  const counts = { ...noCounts }
  for (const { kind, count } of rows) counts[counterOf[kind]] += count
  return counts
}
