import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import { modeChangesSince } from '../storage/modes.ts'
import { allSpots, spotChangesSince } from '../storage/spot-history.ts'
import { type Week, weeksUntil } from '../weeks.ts'
import { detectorNames, spotStates, thresholds } from '../words.ts'
import { zoneOf } from '../zone.ts'
import { ArcView, findArcs, manyNotes, nameArcs } from './arcs.ts'
import { isIn, pointsOf } from './points.ts'
import { directionOf, directions, Point, slopeOf, summaryOf } from './trajectory.ts'

/** How it went with a blind spot in one of the weeks. */
const SpotChange = z.object({
  week: z.string(),
  at: z.string(),
  blind_spot_id: z.string(),
  detector: z.enum(detectorNames),
  label: z.string(),
  from: z.enum(spotStates).nullable(),
  to: z.enum(spotStates),
})

export const Trajectory = z.object({
  points: z.array(Point),
  direction: z.enum(directions),
  /** Change of the index in a week. */
  slope: z.number().nullable(),
  arcs: z.array(ArcView),
  blind_spot_changes: z.array(SpotChange),
  /** The mode in force at the beginning, and the week of each change. */
  modes: z.array(z.object({ week: z.string(), mode: z.enum(thresholds) })),
  summary: z.string(),
})
export type Trajectory = z.output<typeof Trajectory>

const mostArcs = 10
const mostChanges = 100

/** How somebody grew in so many weeks, the present one among them. */
export async function trajectoryOf(learning: Learning, count: number): Promise<Trajectory> {
  const weeks = weeksUntil(learning.at, { zone: zoneOf(learning), count })
  const points = await pointsOf(learning, weeks)
  const slope = slopeOf(points)
  const arcs = (await findArcs(learning, { notes: manyNotes })).slice(0, mostArcs)
  return {
    points,
    direction: directionOf(slope),
    slope,
    arcs: await nameArcs(learning, arcs),
    blind_spot_changes: await changesIn(learning, weeks),
    modes: await modesIn(learning, weeks),
    summary: summaryOf(points, slope),
  }
}

async function changesIn({ db, learner }: Learning, weeks: readonly Week[]): Promise<z.output<typeof SpotChange>[]> {
  const spots = new Map((await allSpots(db, learner)).map((spot) => [spot.id, spot]))
  const changes = await spotChangesSince(db, learner, weeks[0]!.starts_at)
  const seen = changes.flatMap(({ spot_id, at, from_state, to_state }) => {
    const [spot, week] = [spots.get(spot_id), weeks.find((one) => isIn(one, at))]
    if (spot === undefined || week === undefined) return []
    const { detector, label } = spot
    return [{ week: week.week, at, blind_spot_id: spot_id, detector, label, from: from_state, to: to_state }]
  })
  return seen.slice(-mostChanges)
}

/** The mode at the beginning, and each one that came after. */
async function modesIn(learning: Learning, weeks: readonly Week[]): Promise<Trajectory['modes']> {
  const changes = await modeChangesSince(learning.db, learning.learner, weeks[0]!.starts_at)
  const first = { week: weeks[0]!.week, mode: changes[0]?.from_mode ?? modeOf(learning).mode }
  return [first, ...changes.map(({ at, to_mode: mode }) => ({ week: weeks.find((one) => isIn(one, at))!.week, mode }))]
}
