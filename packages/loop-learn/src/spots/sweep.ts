import { overconfidence } from '../detectors/calibration.ts'
import { before } from '../detectors/detector.ts'
import { prematureDone } from '../detectors/premature-done.ts'
import type { Learning } from '../learning.ts'
import { forecasters, refutedDomains, spotsOverBy } from '../storage/places.ts'
import { evaluateCalibration, evaluateSpot, type SpotMove, weighDomain } from './evaluate.ts'

/** Makes the moves that time alone brings about: what is over by now, and shares that have shifted with their window. */
export async function sweepSpots(learning: Learning): Promise<SpotMove[]> {
  const { db, learner, at } = learning
  const moves: SpotMove[] = []
  for (const spot of await spotsOverBy(db, learner, at)) moves.push(...(await evaluateSpot(learning, spot)))
  const refuted = { since: before(at, prematureDone.window), least: prematureDone.threshold }
  for (const domain of await refutedDomains(db, learner, refuted)) moves.push(...(await weighDomain(learning, domain, ['premature_done'])))
  const settled = { since: before(at, overconfidence.window), least: overconfidence.threshold }
  for (const about of await forecasters(db, learner, settled)) moves.push(...(await evaluateCalibration(learning, { about })))
  return moves
}
