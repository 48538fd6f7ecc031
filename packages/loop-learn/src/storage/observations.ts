import type { Kysely } from 'kysely'
import type { ObservationKind, Source } from '../words.ts'
import type { LearnTables, ObservationRow } from './tables.ts'

type Db = Kysely<LearnTables>

export type NewObservation = Omit<ObservationRow, 'number' | 'learner_id'>

/** Adds one; undefined where the learner has one with this key or from this place already. */
export async function addObservation(db: Db, learner: string, observation: NewObservation): Promise<ObservationRow | undefined> {
  const [added] = await db
    .insertInto('learn_observations')
    .values({ ...observation, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute()
  return added
}

export async function findObservation(db: Db, learner: string, id: string): Promise<ObservationRow | undefined> {
  return observationsOf(db, learner).where('id', '=', id).executeTakeFirst()
}

export async function findByKey(db: Db, learner: string, key: string): Promise<ObservationRow | undefined> {
  return observationsOf(db, learner).where('request_key', '=', key).executeTakeFirst()
}

export async function findBySource(
  db: Db,
  learner: string,
  { source, ref }: { source: Source; ref: string },
): Promise<ObservationRow | undefined> {
  return observationsOf(db, learner).where('source', '=', source).where('source_ref', '=', ref).executeTakeFirst()
}

/** The same kind with the same words in one session between two times. */
export async function findSame(
  db: Db,
  learner: string,
  { session, kind, content, from, to }: { session: string; kind: ObservationKind; content: string; from: string; to: string },
): Promise<ObservationRow | undefined> {
  return observationsOf(db, learner)
    .where('session_id', '=', session)
    .where('observed_at', '>=', from)
    .where('observed_at', '<=', to)
    .where('kind', '=', kind)
    .where('content', '=', content)
    .orderBy('observed_at')
    .executeTakeFirst()
}

/** Of one domain and person or agent, the newest first: what a theme is looked for in. */
export async function findThemed(
  db: Db,
  learner: string,
  { domain, about, since }: { domain: string; about: string; since: string },
): Promise<Pick<ObservationRow, 'theme' | 'tokens'>[]> {
  return db
    .selectFrom('learn_observations')
    .select(['theme', 'tokens'])
    .where('learner_id', '=', learner)
    .where('domain', '=', domain)
    .where('observed_at', '>=', since)
    .where('about', '=', about)
    .orderBy('observed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

/** How many were recorded since a time, those of events and imports apart. */
export async function countRecordedSince(db: Db, learner: string, since: string): Promise<number> {
  const { count } = await db
    .selectFrom('learn_observations')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('learner_id', '=', learner)
    .where('recorded_at', '>', since)
    .where('source', 'not in', ['event', 'import'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Those of one session, the oldest first. */
export async function observationsOfSession(
  db: Db,
  learner: string,
  { session, limit }: { session: string; limit: number },
): Promise<ObservationRow[]> {
  return observationsOf(db, learner).where('session_id', '=', session).orderBy('observed_at').orderBy('number').limit(limit).execute()
}

function observationsOf(db: Db, learner: string) {
  return db.selectFrom('learn_observations').selectAll().where('learner_id', '=', learner)
}
