import { type Kysely, sql } from 'kysely'
import type { Ending, ObservationKind } from '../words.ts'
import type { Counters, LearnTables, SessionRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Adds a session; false where the learner has an open one already. */
export async function addSession(db: Db, learner: string, session: Omit<SessionRow, 'learner_id' | keyof Counters>): Promise<boolean> {
  const added = await db
    .insertInto('learn_sessions')
    .values({ ...session, learner_id: learner, decisions: 0, struggles: 0, completions: 0, questions: 0, avoidances: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export async function findSession(db: Db, learner: string, id: string): Promise<SessionRow | undefined> {
  return sessionsOf(db, learner).where('id', '=', id).executeTakeFirst()
}

/** The one that nobody has written down as ended; it may have been idle for long. */
export async function findOpenSession(db: Db, learner: string): Promise<SessionRow | undefined> {
  return sessionsOf(db, learner).where('ended_at', 'is', null).executeTakeFirst()
}

/** Those that begin before the one time and were active after the other, the latest first. */
export async function findSessionsAround(db: Db, learner: string, { from, to }: { from: string; to: string }): Promise<SessionRow[]> {
  return sessionsOf(db, learner)
    .where('last_activity_at', '>=', from)
    .where('started_at', '<=', to)
    .orderBy('last_activity_at', 'desc')
    .limit(20)
    .execute()
}

/** Moves the bounds of a session so that they hold a time; one that ended by itself ends later then. */
export async function stretchSession(db: Db, learner: string, { id, at }: { id: string; at: string }): Promise<void> {
  await db
    .updateTable('learn_sessions')
    .set({
      started_at: sql<string>`case when started_at > ${at} then ${at} else started_at end`,
      last_activity_at: sql<string>`case when last_activity_at < ${at} then ${at} else last_activity_at end`,
      ended_at: sql<string | null>`case when ended_at < ${at} then ${at} else ended_at end`,
    })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .execute()
}

/** Ends an open session; undefined where it is not open any more. */
export async function closeSession(
  db: Db,
  learner: string,
  { id, ...end }: { id: string; ended_at: string; ended_by: Ending; summary?: string },
): Promise<SessionRow | undefined> {
  const [closed] = await db
    .updateTable('learn_sessions')
    .set(end)
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
  return closed
}

/** Which counter of a session counts a kind. */
export const counterOf = {
  decision: 'decisions',
  struggle: 'struggles',
  completion: 'completions',
  question: 'questions',
  avoidance: 'avoidances',
} as const satisfies Record<ObservationKind, keyof Counters>

/** Adds to a session's counter of one kind, or takes from it. */
export async function countInSession(
  db: Db,
  learner: string,
  { id, kind, by = 1 }: { id: string; kind: ObservationKind; by?: number },
): Promise<void> {
  const counter = counterOf[kind]
  await db
    .updateTable('learn_sessions')
    .set({ [counter]: sql<number>`${sql.ref(counter)} + ${by}` })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .execute()
}

function sessionsOf(db: Db, learner: string) {
  return db.selectFrom('learn_sessions').selectAll().where('learner_id', '=', learner)
}

/** Says what a session is about and for. */
export async function nameSession(
  db: Db,
  learner: string,
  { id, domain, intent }: { id: string; domain?: string; intent?: string },
): Promise<void> {
  if (!domain && !intent) return
  // An undefined value leaves its column as it is.
  await db
    .updateTable('learn_sessions')
    .set({ domain: domain || undefined, intent: intent || undefined })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .execute()
}

/** The last session before another. */
export async function findSessionBefore(db: Db, learner: string, { id, started_at }: SessionRow): Promise<SessionRow | undefined> {
  return sessionsOf(db, learner)
    .where('started_at', '<=', started_at)
    .where('id', '<>', id)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
