import { after, type Detector, detect, later, overAt } from '../detectors/detector.ts'
import type { Learning } from '../learning.ts'
import { keepEvidence } from '../storage/evidence.ts'
import { addSpot, changeSpot, findSpotOf, type Place, spotsBeyond } from '../storage/spots.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import { day, type SpotState } from '../words.ts'
import { spotSupported } from './consequences.ts'
import { type Counted, countSigns, type Figures, severityOf } from './figures.ts'
import { labelOf } from './label.ts'
import { moveSpot, type Reason, removeSpot, type SpotMove, tellMove } from './move.ts'
import { wordsOf } from './wording.ts'

/** One detector with the rows of one place; what it says of them is asked at the time of the call. */
export interface Weighing<Rows> {
  detector: Detector<Rows>
  place: Place
  rows: Rows
  /** What is there of it already. */
  spot: BlindSpotRow | undefined
}

type Weighed<Rows> = Weighing<Rows> & { spot: BlindSpotRow }

type Next = Reason & Partial<BlindSpotRow> & { to: SpotState }

const spotsKept = 500

/** Brings one blind spot to what its notes say now: makes it, counts it anew, moves it or takes it away. Doing it twice changes nothing. */
export async function weigh<Rows>(learning: Learning, weighing: Weighing<Rows>): Promise<SpotMove[]> {
  const { detector, rows, spot } = weighing
  if (spot === undefined) return detect(detector, rows, learning.at) ? make(learning, weighing) : []
  const counted = countSigns(detector, detector.signs(rows), learning.at, spot)
  if (counted === undefined || counted.support_count < detector.threshold) return removeSpot(learning, spot)
  const known = await recount(learning, { ...weighing, spot }, counted)
  return known ? move(learning, { ...weighing, spot: known }, counted) : []
}

async function make<Rows>(learning: Learning, weighing: Weighing<Rows>): Promise<SpotMove[]> {
  const { db, learner, at } = learning
  const { detector, place, rows } = weighing
  const { evidence, ...figures } = countSigns(detector, detector.signs(rows), at)!
  const { about, domain, theme } = place
  const key = { detector: detector.name, about, domain, theme }
  // What a model proposed is never made here, and all else has words.
  const words = (await wordsFor(learning, key, figures))!
  const start = { state: 'active', relapses: 0, resolved_at: null, quiet_since: null, over_at: overAhead(weighing, at) } as const
  const times = { created_at: at, updated_at: at }
  const added = await addSpot(db, learner, { id: learning.newId(), ...key, ...words, ...figures, ...start, ...times })
  const spot = (await findSpotOf(db, learner, key))!
  // Somebody else was faster: what they made is counted again with what stands here.
  if (!added) return weigh(learning, { ...weighing, spot })
  await keepEvidence(db, learner, { spot: spot.id, evidence })
  const made = await tellMove(learning, spot, { from: null, by: 'detector', why: 'found' })
  return [made, ...(await dropOldest(learning))]
}

async function dropOldest(learning: Learning): Promise<SpotMove[]> {
  const moves: SpotMove[] = []
  for (const spot of await spotsBeyond(learning.db, learning.learner, spotsKept)) moves.push(...(await removeSpot(learning, spot)))
  return moves
}

/** Writes what has changed of a spot's numbers and words, whatever its state. */
async function recount<Rows>(
  learning: Learning,
  { spot, ...weighing }: Weighed<Rows>,
  { evidence, ...figures }: Counted,
): Promise<BlindSpotRow | undefined> {
  const { db, learner, at } = learning
  const words = await wordsFor(learning, spot, figures)
  const change: Partial<BlindSpotRow> = { ...figures, ...words, over_at: overAhead(weighing, at) }
  const same = (Object.keys(change) as (keyof BlindSpotRow)[]).every((column) => change[column] === spot[column])
  const known = same ? spot : await changeSpot(db, learner, spot, { ...change, updated_at: at })
  if (known === undefined) return undefined
  await keepEvidence(db, learner, { spot: spot.id, evidence })
  if (figures.support_count > spot.support_count) await spotSupported(learning, known)
  return known
}

async function wordsFor(learning: Learning, { detector, ...place }: Place & Pick<BlindSpotRow, 'detector'>, figures: Figures) {
  return detector === 'model' ? undefined : wordsOf(detector, await labelOf(learning, place), figures)
}

/** When time alone will end it. */
function overAhead<Rows>({ detector, rows }: Pick<Weighing<Rows>, 'detector' | 'rows'>, now: string): string | null {
  const over = detector.over(rows, now)
  return over && over.at > now ? over.at : null
}

async function move<Rows>(learning: Learning, weighing: Weighed<Rows>, counted: Counted): Promise<SpotMove[]> {
  const next = nextOf(weighing, learning.at)
  if (next === undefined) return []
  const { threshold } = weighing.detector
  const severity = severityOf(counted.support_count, threshold, next.relapses ?? weighing.spot.relapses)
  const moved = await moveSpot(learning, weighing.spot, { ...next, severity })
  return moved ? [moved] : []
}

/** Where the rules move a spot; a dismissed one stays. */
function nextOf<Rows>(weighing: Weighed<Rows>, at: string): Next | undefined {
  const { detector, rows, spot } = weighing
  if (spot.state === 'dismissed') return undefined
  const over = overAt(detector, rows, at)
  if (spot.state === 'resolved')
    return over === undefined && comesBack(weighing, at)
      ? { to: 'relapsed', by: 'detector', why: 'again', relapses: spot.relapses + 1 }
      : undefined
  return over === undefined ? undefined : { to: 'resolved', by: 'detector', why: 'over', resolved_at: at, quiet_since: over.since }
}

/** Two notes within 90 days are enough for what was there before; later it takes as many as the first time, and always where single ones say nothing. */
function comesBack<Rows>({ detector, rows, spot }: Weighed<Rows>, at: string): boolean {
  const soon = later(spot.resolved_at!, 90 * day)
  if (detector.rests === 'forecasts' || at > soon) return detector.fires(rows, at)
  return after(detector.signs(rows).supports, spot.quiet_since!).length >= 2
}
