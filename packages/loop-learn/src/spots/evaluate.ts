import type { Learning } from '../learning.ts'
import { type Domain, domainsOfSession } from '../storage/ended-sessions.ts'
import { findSession } from '../storage/sessions.ts'
import { findSpotsAt, type Place } from '../storage/spots.ts'
import type { BlindSpotRow, ObservationRow } from '../storage/tables.ts'
import type { DetectorName, ObservationKind } from '../words.ts'
import type { SpotMove } from './move.ts'
import { weighers } from './weighers.ts'

export type { SpotMove } from './move.ts'

/** Where detectors look: all that belongs to the theme of a note, to its domain and to its session. */
export type SpotScope = Pick<ObservationRow, 'about' | 'domain' | 'theme' | 'kind' | 'session_id'>

const onTheme: Readonly<Record<ObservationKind, readonly DetectorName[]>> = {
  struggle: ['recurring_struggle'],
  avoidance: ['avoidance_pattern'],
  decision: ['repeated_decision'],
  question: ['repeated_question'],
  completion: ['recurring_struggle', 'avoidance_pattern', 'repeated_decision', 'repeated_question'],
}

/** Runs the detectors that an observation can concern, whether it came, changed or went, and writes down what they find. */
export async function evaluateSpots(learning: Learning, scope: SpotScope): Promise<SpotMove[]> {
  const { db, learner } = learning
  const spots = await findSpotsAt(db, learner, scope)
  const moves = await weighAll(learning, { names: onTheme[scope.kind], place: scope, spots })
  if (scope.kind === 'completion') moves.push(...(await evaluateDomain(learning, scope, spots)))
  const session = await findSession(db, learner, scope.session_id)
  if (session && session.ended_at === null) return moves
  return [...moves, ...(await evaluateSession(learning, scope.session_id, scope))]
}

/** A completion may end what is there for its domain; only one with a verdict can begin something. */
async function evaluateDomain(learning: Learning, domain: Domain, spots: readonly BlindSpotRow[]): Promise<SpotMove[]> {
  const moves = await weighDomain(learning, domain, ['premature_done'], spots)
  for (const spot of spots.filter(({ detector }) => detector === 'no_finish' || detector === 'model'))
    moves.push(...(await evaluateSpot(learning, spot)))
  return moves
}

/** Runs the detectors that look at whole sessions once one has ended, or where an ended one has changed: in the domains that it holds, and in one that has gone from it. */
export async function evaluateSession(learning: Learning, id: string, gone?: Domain): Promise<SpotMove[]> {
  const held = await domainsOfSession(learning.db, learning.learner, id)
  const isHeld = held.some(({ about, domain }) => about === gone?.about && domain === gone.domain)
  const moves: SpotMove[] = []
  for (const domain of gone && !isHeld ? [...held, gone] : held)
    moves.push(...(await weighDomain(learning, domain, ['no_finish', 'long_sessions'])))
  return moves
}

/** Looks at how sure somebody was and how right; to be called when a forecast is settled or gone. */
export async function evaluateCalibration(learning: Learning, { about }: Pick<Domain, 'about'>): Promise<SpotMove[]> {
  return weighDomain(learning, { about, domain: '' }, ['overconfidence', 'underconfidence'])
}

/** Runs detectors over a whole domain. */
export async function weighDomain(
  learning: Learning,
  { about, domain }: Domain,
  names: readonly DetectorName[],
  known?: readonly BlindSpotRow[],
): Promise<SpotMove[]> {
  const place = { about, domain, theme: '' }
  return weighAll(learning, { names, place, spots: known ?? (await findSpotsAt(learning.db, learning.learner, place)) })
}

/** Runs the detectors of one theme. */
export async function weighTheme(learning: Learning, place: Place): Promise<SpotMove[]> {
  return weighAll(learning, { names: onTheme.completion, place, spots: await findSpotsAt(learning.db, learning.learner, place) })
}

/** Weighs again what is there. */
export async function evaluateSpot(learning: Learning, spot: BlindSpotRow): Promise<SpotMove[]> {
  return weighers[spot.detector](learning, spot, spot)
}

interface Wanted {
  names: readonly DetectorName[]
  place: Place
  spots: readonly BlindSpotRow[]
}

async function weighAll(learning: Learning, { names, place, spots }: Wanted): Promise<SpotMove[]> {
  const { about, domain, theme } = place
  const moves: SpotMove[] = []
  for (const name of names) {
    const spot = spots.find((known) => known.detector === name && known.theme === theme)
    moves.push(...(await weighers[name](learning, { about, domain, theme }, spot)))
  }
  return moves
}
