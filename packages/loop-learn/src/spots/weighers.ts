import { avoidancePattern } from '../detectors/avoidance-pattern.ts'
import { overconfidence, type Settled, underconfidence } from '../detectors/calibration.ts'
import { before, type Detector } from '../detectors/detector.ts'
import { longSessions } from '../detectors/long-sessions.ts'
import { modelProposal } from '../detectors/model-proposal.ts'
import { noFinish } from '../detectors/no-finish.ts'
import { prematureDone } from '../detectors/premature-done.ts'
import { recurringStruggle } from '../detectors/recurring-struggle.ts'
import { repeatedDecision } from '../detectors/repeated-decision.ts'
import { repeatedQuestion } from '../detectors/repeated-question.ts'
import type { ThemeDetector } from '../detectors/theme.ts'
import type { Learning } from '../learning.ts'
import { endedSessions, longSessionsOf } from '../storage/ended-sessions.ts'
import { completionsIn, notedOnTheme, settledAbout, supportsOf } from '../storage/signs.ts'
import type { Place } from '../storage/spots.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import { type DetectorName, hour } from '../words.ts'
import type { SpotMove } from './move.ts'
import { weigh } from './weigh.ts'

/** Reads the rows of a place for one detector and weighs what they say. */
export type Weigher = (learning: Learning, place: Place, spot: BlindSpotRow | undefined) => Promise<SpotMove[]>

/** How each detector comes to its rows. */
export const weighers: Readonly<Record<DetectorName, Weigher>> = {
  recurring_struggle: onTheme(recurringStruggle),
  avoidance_pattern: onTheme(avoidancePattern),
  repeated_decision: onTheme(repeatedDecision),
  repeated_question: onTheme(repeatedQuestion),
  no_finish: overSessions(noFinish, async ({ db, learner }, place) => {
    const sessions = await endedSessions(db, learner, place)
    return { sessions, completions: await completionsIn(db, learner, { ...place, judged: false }) }
  }),
  long_sessions: overSessions(longSessions, ({ db, learner }, place) => longSessionsOf(db, learner, place)),
  async premature_done(learning, place, spot) {
    const rows = await completionsIn(learning.db, learning.learner, { ...place, judged: true })
    return weigh(learning, { detector: prematureDone, place, rows, spot })
  },
  overconfidence: onForecasts(overconfidence),
  underconfidence: onForecasts(underconfidence),
  async model(learning, place, spot) {
    if (spot === undefined) return []
    const { db, learner } = learning
    const evidence = await supportsOf(db, learner, spot.id)
    const completions = await completionsIn(db, learner, { ...place, judged: false })
    return weigh(learning, { detector: modelProposal, place, rows: { evidence, completions }, spot })
  },
}

function onTheme(detector: ThemeDetector): Weigher {
  return async (learning, place, spot) => {
    const { db, learner } = learning
    const supports = await notedOnTheme(db, learner, { ...place, kind: detector.kind })
    if (spot === undefined && supports.length < detector.threshold) return []
    const completions = await notedOnTheme(db, learner, { ...place, kind: 'completion' })
    return weigh(learning, { detector, place, rows: [...supports, ...completions], spot })
  }
}

/** Sessions are read from a day before the window on, so that those which reach into it are whole. */
function overSessions<Rows>(
  detector: Detector<Rows>,
  read: (learning: Learning, place: Place & { since: string }) => Promise<Rows>,
): Weigher {
  return async (learning, place, spot) => {
    const start = before(learning.at, detector.window)
    const since = before(spot && spot.first_seen_at < start ? spot.first_seen_at : start, 24 * hour)
    return weigh(learning, { detector, place, rows: await read(learning, { ...place, since }), spot })
  }
}

function onForecasts(detector: Detector<readonly Settled[]>): Weigher {
  return async (learning, place, spot) => {
    const rows = await settledAbout(learning.db, learning.learner, place.about)
    return weigh(learning, { detector, place, rows, spot })
  }
}
