import type { Kysely } from 'kysely'
import type { ObservationKind } from '../words.ts'
import type { NudgeRow } from './nudge-tables.ts'
import type { LearnTables, ObservationRow, SessionRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** From a time up to another, which belongs to it no more; of one domain or of all. */
export interface Span {
  from: string
  until: string
  domain?: string | undefined
}

export type ThemedNote = Pick<ObservationRow, 'id' | 'kind' | 'session_id' | 'about' | 'domain' | 'topic' | 'theme' | 'observed_at'>

/** The newest notes between two times without their words, the newest first. */
export async function notesWithin(
  db: Db,
  learner: string,
  { from, until, domain, limit }: Span & { limit: number },
): Promise<ThemedNote[]> {
  return db
    .selectFrom('learn_observations')
    .select(['id', 'kind', 'session_id', 'about', 'domain', 'topic', 'theme', 'observed_at'])
    .where('learner_id', '=', learner)
    .where('observed_at', '>=', from)
    .where('observed_at', '<=', until)
    .$if(domain !== undefined, (query) => query.where('domain', '=', domain!))
    .orderBy('observed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many of each kind there are, by domain. */
export async function countKinds(
  db: Db,
  learner: string,
  { from, until, domain }: Span,
): Promise<{ domain: string; kind: ObservationKind; count: number }[]> {
  const rows = await db
    .selectFrom('learn_observations')
    .select(['domain', 'kind', (select) => select.fn.countAll<number>().as('count')])
    .where('learner_id', '=', learner)
    .where('observed_at', '>=', from)
    .where('observed_at', '<', until)
    .$if(domain !== undefined, (query) => query.where('domain', '=', domain!))
    .groupBy(['domain', 'kind'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** When sessions that began in a span began and ended, the oldest first. */
export async function sessionTimes(
  db: Db,
  learner: string,
  { from, until, domain }: Span,
): Promise<Pick<SessionRow, 'started_at' | 'last_activity_at' | 'ended_at'>[]> {
  return db
    .selectFrom('learn_sessions')
    .select(['started_at', 'last_activity_at', 'ended_at'])
    .where('learner_id', '=', learner)
    .where('started_at', '>=', from)
    .where('started_at', '<', until)
    .$if(domain !== undefined, (query) => query.where('domain', '=', domain!))
    .orderBy('started_at')
    .limit(10_000)
    .execute()
}

export async function hasSessionWithin(db: Db, learner: string, { from, until }: Span): Promise<boolean> {
  const found = await db
    .selectFrom('learn_sessions')
    .select('id')
    .where('learner_id', '=', learner)
    .where('started_at', '>=', from)
    .where('started_at', '<', until)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** A few notes of one domain in a span, to be found by again. */
export async function someNotesOf(db: Db, learner: string, { from, until, domain }: Span & { domain: string }): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_observations')
    .select('id')
    .where('learner_id', '=', learner)
    .where('domain', '=', domain)
    .where('observed_at', '>=', from)
    .where('observed_at', '<', until)
    .orderBy('observed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  return rows.map(({ id }) => id)
}

/** Completions to be proud of: confirmed ones first, then by their weight, then the newest. */
export async function proudest(db: Db, learner: string, { from, until }: Span): Promise<string[]> {
  const rows = await db
    .selectFrom('learn_observations')
    .select('id')
    .where('learner_id', '=', learner)
    .where('kind', '=', 'completion')
    .where('observed_at', '>=', from)
    .where('observed_at', '<', until)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', '=', 'confirmed')]))
    .orderBy((order) => order.case().when('outcome', '=', 'confirmed').then(0).else(1).end())
    .orderBy('intensity', 'desc')
    .orderBy('observed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  return rows.map(({ id }) => id)
}

/** The nudges of a span, with what was answered. */
export async function nudgesWithin(db: Db, learner: string, { from, until }: Span): Promise<Pick<NudgeRow, 'answer' | 'effect'>[]> {
  return db
    .selectFrom('learn_nudges')
    .select(['answer', 'effect'])
    .where('learner_id', '=', learner)
    .where('delivered_at', '>=', from)
    .where('delivered_at', '<', until)
    .limit(1_000)
    .execute()
}

export type Told = Pick<ObservationRow, 'id' | 'content' | 'domain' | 'topic'>

/** What some notes say; those that are gone are left out. */
export async function findTold(db: Db, learner: string, ids: readonly string[]): Promise<Told[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('learn_observations')
    .select(['id', 'content', 'domain', 'topic'])
    .where('learner_id', '=', learner)
    .where('id', 'in', ids)
    .execute()
}
