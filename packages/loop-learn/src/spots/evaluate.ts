import { themeDetectors } from '../detectors/index.ts'
import type { ThemeDetector } from '../detectors/theme.ts'
import type { Learning } from '../learning.ts'
import { notedOnTheme } from '../storage/signs.ts'
import { findSpotsAt } from '../storage/spots.ts'
import type { BlindSpotRow, ObservationRow } from '../storage/tables.ts'
import type { SpotMove } from './move.ts'
import { weigh } from './weigh.ts'

export type { SpotMove } from './move.ts'

/** Where detectors look: all that belongs to one theme, and to its domain. */
export type SpotScope = Pick<ObservationRow, 'about' | 'domain' | 'theme' | 'kind'>

/** Runs the detectors that an observation there can concern, whether it came, changed or went, and writes down what they find. */
export async function evaluateSpots(learning: Learning, scope: SpotScope): Promise<SpotMove[]> {
  const spots = await findSpotsAt(learning.db, learning.learner, scope)
  return evaluateTheme(learning, scope, spots)
}

/** A completion concerns all detectors of its theme, all else that of its kind. */
async function evaluateTheme(learning: Learning, scope: SpotScope, spots: readonly BlindSpotRow[]): Promise<SpotMove[]> {
  const concerned = themeDetectors.filter(({ kind }) => scope.kind === 'completion' || scope.kind === kind)
  const moves: SpotMove[] = []
  for (const detector of concerned) moves.push(...(await weighTheme(learning, scope, { detector, spots })))
  return moves
}

async function weighTheme(
  learning: Learning,
  place: SpotScope,
  { detector, spots }: { detector: ThemeDetector; spots: readonly BlindSpotRow[] },
): Promise<SpotMove[]> {
  const { db, learner } = learning
  const supports = await notedOnTheme(db, learner, { ...place, kind: detector.kind })
  const spot = spots.find((known) => known.detector === detector.name && known.theme === place.theme)
  if (spot === undefined && supports.length < detector.threshold) return []
  const completions = await notedOnTheme(db, learner, { ...place, kind: 'completion' })
  return weigh(learning, { detector, place, rows: [...supports, ...completions], spot })
}
