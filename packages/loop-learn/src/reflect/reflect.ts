import { z } from 'zod'
import { calibrationIn } from '../forecasts/forecast.ts'
import type { Learning } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import { askQuestion, chooseQuestion } from '../questions.ts'
import { allSpots } from '../storage/spot-history.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import { ArcView, findArcs, manyNotes, nameArcs } from '../trajectory/arcs.ts'
import { isOpen } from '../trajectory/open-spots.ts'
import { pointsOf } from '../trajectory/points.ts'
import { directionOf, directions, type Point, slopeOf, summaryOf } from '../trajectory/trajectory.ts'
import { weeksUntil } from '../weeks.ts'
import { detectorNames, severities, spotStates, thresholds } from '../words.ts'
import { zoneOf } from '../zone.ts'

/** How somebody is doing, as the rules see it. */
export const Reflection = z.object({
  summary: z.string(),
  direction: z.enum(directions),
  mode: z.enum(thresholds),
  arcs: z.array(ArcView),
  blind_spots: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      detector: z.enum(detectorNames),
      state: z.enum(spotStates),
      severity: z.enum(severities),
      last_seen_at: z.string(),
    }),
  ),
  calibration: z.object({ n: z.int(), brier: z.number().nullable(), gap: z.number().nullable() }).optional(),
  question: z.string(),
})
export type Reflection = z.output<typeof Reflection>

/** A direction takes so many weeks, also where fewer are looked at. */
const weeksOfDirection = 6
const most = 5

/** Looks back over some weeks of one domain or of all, without a model. */
export async function reflect(learning: Learning, { domain, weeks }: { domain?: string | undefined; weeks: number }): Promise<Reflection> {
  const { mode } = modeOf(learning)
  const count = Math.max(weeks, weeksOfDirection)
  const points = await pointsOf(learning, weeksUntil(learning.at, { zone: zoneOf(learning), count }), domain)
  const arcs = await nameArcs(learning, (await findArcs(learning, { notes: manyNotes, domain })).slice(0, most))
  const spots = await openSpots(learning, domain)
  const { n, brier, gap, too_few } = await calibrationIn(learning, { domain })
  const [stalled, spot] = [arcs.find(({ state }) => state === 'stalled'), spots[0]]
  const chosen = chooseQuestion({ mode, empty: isEmpty(points), stalled, spot, gap: too_few ? null : gap })
  const slope = slopeOf(points)
  return {
    summary: summaryOf(points.slice(-weeks), slope),
    direction: directionOf(slope),
    mode,
    arcs,
    blind_spots: spots.map(brief),
    ...(n > 0 && { calibration: { n, brier, gap } }),
    question: askQuestion(chosen.id, { label: chosen.stalled?.label ?? chosen.spot?.label, mode }),
  }
}

async function openSpots({ db, learner }: Learning, domain: string | undefined): Promise<BlindSpotRow[]> {
  const spots = (await allSpots(db, learner)).filter((spot) => isOpen(spot.state) && (domain === undefined || spot.domain === domain))
  const rank = ({ severity }: BlindSpotRow) => severities.indexOf(severity)
  return spots.toSorted((one, other) => rank(other) - rank(one)).slice(0, most)
}

function brief({ id, title, detector, state, severity, last_seen_at }: BlindSpotRow): Reflection['blind_spots'][number] {
  return { id, title, detector, state, severity, last_seen_at }
}

function isEmpty(points: readonly Point[]): boolean {
  return points.every(({ sessions, counts }) => sessions === 0 && Object.values(counts).every((count) => count === 0))
}
