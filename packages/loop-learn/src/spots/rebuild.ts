import type { Learning } from '../learning.ts'
import { domainsOf, themesOf } from '../storage/places.ts'
import { listSpots } from '../storage/spots.ts'
import { spotStates } from '../words.ts'
import { evaluateSpot, type SpotMove, weighDomain, weighTheme } from './evaluate.ts'
import { sweepSpots } from './sweep.ts'

const repeated = 3

/** Runs all detectors over all notes. Where each note was looked at as it came, as they are, nothing changes but what time has brought about. */
export async function rebuildSpots(learning: Learning): Promise<SpotMove[]> {
  const { db, learner } = learning
  const moves = await sweepSpots(learning)
  for (const spot of await listSpots(db, learner, { states: spotStates, limit: 500 })) moves.push(...(await evaluateSpot(learning, spot)))
  for (const theme of await themesOf(db, learner, repeated)) moves.push(...(await weighTheme(learning, theme)))
  for (const domain of await domainsOf(db, learner))
    moves.push(...(await weighDomain(learning, domain, ['no_finish', 'premature_done', 'long_sessions'])))
  return moves
}
