import type { Learning } from '../learning.ts'
import { changeLearner, newLearner } from '../storage/learners.ts'
import { type AnyRow, addMissing, ownIds, recountSessions } from '../storage/portable.ts'
import { findOpenSession } from '../storage/sessions.ts'
import type { LearnerRow } from '../storage/tables.ts'
import { tokensOf } from '../themes/tokens.ts'
import type { Lines } from './lines.ts'
import { type PartName, parts } from './parts.ts'

type RecordOf<Name extends PartName> = Lines['records'][Name][number]

/** Adds some records of one kind with their ids, where nothing stands in their place and what they name is there; says how many. */
export const takeIn: { [Name in PartName]: (learning: Learning, some: readonly RecordOf<Name>[]) => Promise<number> } = {
  session: takeSessions,
  observation: takeObservations,
  blind_spot: takeSpots,
  change: takeOfSpots('change'),
  card: takeOfSpots('card'),
  nudge: (learning, some) => add(learning, 'nudge', some),
  forecast: (learning, some) => add(learning, 'forecast', some.map(withRefs)),
  review: (learning, some) => add(learning, 'review', some),
}

function add({ db, learner }: Learning, part: PartName, rows: readonly AnyRow[]): Promise<number> {
  return addMissing(db, learner, { table: parts[part].table, rows })
}

/** At most one session is open: another one has ended when it went quiet. */
async function takeSessions(learning: Learning, some: readonly RecordOf<'session'>[]): Promise<number> {
  let open = (await findOpenSession(learning.db, learning.learner))?.id
  const rows = some.map((session) => {
    if (session.ended_at === null) open ??= session.id
    const closed = session.ended_at === null && open !== session.id
    return closed ? { ...session, ended_at: session.last_activity_at, ended_by: 'gap' } : session
  })
  return add(learning, 'session', rows)
}

async function takeObservations(learning: Learning, some: readonly RecordOf<'observation'>[]): Promise<number> {
  const { db, learner } = learning
  const sessions = await ownIds(db, learner, { table: 'learn_sessions', ids: some.map(({ session_id }) => session_id) })
  const own = some.filter(({ session_id }) => sessions.has(session_id))
  const added = await add(learning, 'observation', await Promise.all(own.map(observationRow)))
  await recountSessions(
    db,
    learner,
    own.map(({ session_id }) => session_id),
  )
  return added
}

async function observationRow(observation: RecordOf<'observation'>): Promise<AnyRow> {
  const tokens = await tokensOf(observation.content)
  const topic = observation.topic || null
  return {
    ...withRefs(observation),
    topic,
    theme: topic === null ? observation.theme : `topic:${topic}`,
    tokens: tokens.join(' '),
    token_count: tokens.length,
    topic_tokens: (await tokensOf(topic ?? '')).join(' '),
  }
}

function withRefs<Referring extends { refs: { type: string; id: string }[] }>({ refs, ...rest }: Referring): AnyRow {
  return { ...rest, refs: JSON.stringify(refs), ref: refs[0] ? `${refs[0].type}:${refs[0].id}` : null }
}

async function takeSpots(learning: Learning, some: readonly RecordOf<'blind_spot'>[]): Promise<number> {
  const { db, learner } = learning
  const added = await add(
    learning,
    'blind_spot',
    some.map(({ evidence, ...spot }) => spot),
  )
  const evidence = some.flatMap(({ id, evidence }) => evidence.map((each) => ({ ...each, spot_id: id })))
  const spots = await ownIds(db, learner, { table: 'learn_blind_spots', ids: some.map(({ id }) => id) })
  for (const rows of inBatches(evidence, 500)) {
    const notes = await ownIds(db, learner, { table: 'learn_observations', ids: rows.map(({ observation_id }) => observation_id) })
    const own = rows.filter(({ spot_id, observation_id }) => spots.has(spot_id) && notes.has(observation_id))
    await addMissing(db, learner, { table: 'learn_evidence', rows: own })
  }
  return added
}

function takeOfSpots(part: 'change' | 'card') {
  return async (learning: Learning, some: readonly { spot_id: string }[]): Promise<number> => {
    const { db, learner } = learning
    const spots = await ownIds(db, learner, { table: 'learn_blind_spots', ids: some.map(({ spot_id }) => spot_id) })
    return add(
      learning,
      part,
      some.filter(({ spot_id }) => spots.has(spot_id)),
    )
  }
}

/** Takes over what is known of a learner, where nothing is known here that is older or was set. */
export async function takeProfile({ db, learner, profile, at }: Learning, taken: NonNullable<Lines['profile']>): Promise<number> {
  const isUsed =
    profile.mode_evaluated_at !== null || profile.last_nudge_at !== null || settingsOf(profile) !== settingsOf(newLearner(learner, at))
  if (isUsed || taken.created_at >= profile.created_at) return 0
  await changeLearner(db, learner, { ...taken, excluded_domains: JSON.stringify(taken.excluded_domains) })
  return 1
}

function settingsOf(profile: LearnerRow): string {
  const { threshold, timezone, quiet_start, quiet_end, nudges_per_day, retention_days, analysis, excluded_domains } = profile
  return JSON.stringify([threshold, timezone, quiet_start, quiet_end, nudges_per_day, retention_days, analysis, excluded_domains])
}

export function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}
