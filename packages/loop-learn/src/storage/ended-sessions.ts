import { type Kysely, sql } from 'kysely'
import { groupBy } from 'loop-core'
import type { Sign } from '../detectors/detector.ts'
import { isLong, lateStruggle } from '../detectors/long-sessions.ts'
import type { EndedSession } from '../detectors/no-finish.ts'
import type { Place } from './spots.ts'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** All that somebody did in one field. */
export type Domain = Pick<Place, 'about' | 'domain'>

const limit = 100
/** Of one session; more are not made in twelve hours. */
const mostNotes = 1_000

/** Whose notes of which domains a session holds. */
export async function domainsOfSession(db: Db, learner: string, session: string): Promise<Domain[]> {
  const notes = db
    .selectFrom('learn_observations')
    .select(['about', 'domain'])
    .where('learner_id', '=', learner)
    .where('session_id', '=', session)
    // In an order and with a bound of its own, or SQLite walks all notes of the learner in the order of their domains to find those that differ.
    .orderBy('observed_at', 'desc')
    .limit(mostNotes)
  return db.selectFrom(notes.as('note')).select(['about', 'domain']).distinct().limit(limit).execute()
}

/** The newest ended sessions with at least three notes of a domain since a time, the oldest of them first. */
export async function endedSessions(
  db: Db,
  learner: string,
  { about, domain, since }: Domain & { since: string },
): Promise<EndedSession[]> {
  const held = sql<number>`sum(case when kind = 'completion' and coalesce(outcome, '') <> 'refuted' then 1 else 0 end)`
  const newest = await db
    .selectFrom('learn_observations as note')
    .innerJoin('learn_sessions as session', 'session.id', 'note.session_id')
    .select(({ fn }) => [
      'note.session_id',
      fn.max('note.observed_at').as('observed_at'),
      fn.max('note.number').as('last'),
      held.as('finished'),
    ])
    .where('note.learner_id', '=', learner)
    .where('note.about', '=', about)
    .where('note.domain', '=', domain)
    .where('note.observed_at', '>=', since)
    .where('session.ended_at', 'is not', null)
    .groupBy('note.session_id')
    .having(({ fn }) => fn.countAll(), '>=', 3)
    .orderBy('observed_at', 'desc')
    .limit(limit)
    .execute()
  const ids = await idsOf(
    db,
    learner,
    newest.map(({ last }) => Number(last)),
  )
  return newest.reverse().map(({ session_id, observed_at, last, finished }) => ({
    id: ids.get(Number(last))!,
    session_id,
    observed_at,
    finished: Number(finished) > 0,
  }))
}

async function idsOf(db: Db, learner: string, numbers: readonly number[]): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('learn_observations')
    .select(['number', 'id'])
    .where('learner_id', '=', learner)
    .where('number', 'in', numbers)
    .execute()
  return new Map(rows.map(({ number, id }) => [Number(number), id]))
}

/** The long sessions since a time that ended in struggle with a domain, each by its last struggle, the oldest first. */
export async function longSessionsOf(db: Db, learner: string, { about, domain, since }: Domain & { since: string }): Promise<Sign[]> {
  const sessions = await longSince(db, learner, since)
  if (sessions.length === 0) return []
  const struggles = await db
    .selectFrom('learn_observations')
    .select(['id', 'session_id', 'observed_at'])
    .where('learner_id', '=', learner)
    .where('about', '=', about)
    .where('domain', '=', domain)
    .where('kind', '=', 'struggle')
    .where(
      'session_id',
      'in',
      sessions.map(({ id }) => id),
    )
    .orderBy('observed_at')
    .orderBy('number')
    .execute()
  const bySession = groupBy(struggles, ({ session_id }) => session_id)
  const found = sessions.flatMap((session) => lateStruggle({ ...session, struggles: bySession.get(session.id) ?? [] }) ?? [])
  return found.sort((one, other) => one.observed_at.localeCompare(other.observed_at))
}

/** Those of more than three hours. */
async function longSince(db: Db, learner: string, since: string) {
  const sessions = await db
    .selectFrom('learn_sessions')
    .select(['id', 'started_at', 'ended_at'])
    .where('learner_id', '=', learner)
    .where('started_at', '>=', since)
    .where('ended_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute()
  return sessions.flatMap(({ id, started_at, ended_at }) => (isLong(started_at, ended_at!) ? { id, started_at, ended_at: ended_at! } : []))
}
