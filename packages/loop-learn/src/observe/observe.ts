import { LoopError } from 'loop-core'
import type { Cleaned } from '../clean/clean.ts'
import type { OwnLearning } from '../learning.ts'
import { nudgeReady } from '../nudges/plan.ts'
import { observedInFuture, observedTooOld, sessionEnded, sessionNotFound, tooManyObservations } from '../refusals.ts'
import { asOf } from '../sessions/choose.ts'
import { gapOf } from '../sessions/resolve.ts'
import { countRecordedSince } from '../storage/observations.ts'
import { findSession, stretchSession } from '../storage/sessions.ts'
import type { SessionRow } from '../storage/tables.ts'
import { day, minute, type ObservationKind, type Verdict } from '../words.ts'
import { type Note, type Ref, record } from './record.ts'

interface Observed {
  kind: ObservationKind
  content: Cleaned
  domain?: string | undefined
  topic?: string | undefined
  intensity?: number | undefined
  outcome?: Verdict | undefined
  about?: string | undefined
  refs?: Ref[] | undefined
  observed_at?: string | undefined
  session_id?: string | undefined
  key?: string | undefined
}

const perMinute = 120

/** Records what a caller has seen, and says what follows from it. What was private leaves no trace. */
export async function observe(learning: OwnLearning, { content, session_id, ...given }: Observed) {
  const { text, redactions } = content
  if (text === '')
    return { stored: false, reason: 'private' as const, duplicate: false, redactions, blind_spots_changed: [], nudge_ready: false }
  if (given.outcome && given.kind !== 'completion') throw outcomeOfOther()
  refuseTime(given.observed_at, learning.at)
  await refuseFlood(learning)
  const session = session_id === undefined ? undefined : await joinNamed(learning, session_id, given.observed_at ?? learning.at)
  const note: Note = { ...given, content: text, source: learning.actor.agent ? 'agent' : 'person', session }
  const { observation, session: joined, duplicate, moves } = await record(learning, note)
  const { id, kind, domain, topic, observed_at } = observation
  return {
    stored: true,
    observation: { id, kind, domain, ...(topic !== null && { topic }), observed_at },
    session: { id: joined.id, is_new: joined.isNew },
    duplicate,
    redactions,
    blind_spots_changed: moves,
    nudge_ready: await nudgeReady(learning),
  }
}

function outcomeOfOther(): LoopError {
  return new LoopError('invalid_input', 'Only a completion has an outcome. Leave it out, or say kind completion.', {
    code: 'outcome_not_allowed',
  })
}

/** From 400 days back to five minutes ahead; older notes are an import. */
function refuseTime(observed: string | undefined, at: string): void {
  if (observed === undefined) return
  const age = Date.parse(at) - Date.parse(observed)
  if (age < -5 * minute) throw observedInFuture()
  if (age > 400 * day) throw observedTooOld()
}

async function refuseFlood({ db, learner, settings, at }: OwnLearning): Promise<void> {
  if (!settings.LOOP_HOSTED) return
  const count = await countRecordedSince(db, learner, new Date(Date.parse(at) - minute).toISOString())
  if (count >= perMinute) throw tooManyObservations(perMinute)
}

async function joinNamed(learning: OwnLearning, id: string, at: string): Promise<SessionRow> {
  const { db, learner } = learning
  const found = await findSession(db, learner, id)
  if (found === undefined) throw sessionNotFound()
  if (asOf(found, learning.at, gapOf(learning)).ended_at !== null) throw sessionEnded()
  await stretchSession(db, learner, { id, at })
  return found
}
