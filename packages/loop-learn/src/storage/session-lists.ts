import type { Kysely } from 'kysely'
import type { Place } from '../page.ts'
import type { LearnTables, SessionRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Sessions that began within some bounds, the first of which belongs to them. */
export interface SessionFilter {
  domain?: string | undefined
  since?: string | undefined
  until?: string | undefined
}

/** The newest first, behind a place. */
export async function listSessions(
  db: Db,
  learner: string,
  { behind, limit, ...filter }: SessionFilter & { behind: Place | undefined; limit: number },
): Promise<SessionRow[]> {
  return sessionsWithin(db, learner, filter)
    .selectAll()
    .$if(behind !== undefined, (query) =>
      query.where((where) =>
        where.or([where('started_at', '<', behind!.at), where.and([where('started_at', '=', behind!.at), where('id', '<', behind!.id)])]),
      ),
    )
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function countSessions(db: Db, learner: string, filter: SessionFilter): Promise<number> {
  const { count } = await sessionsWithin(db, learner, filter)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function sessionsWithin(db: Db, learner: string, { domain, since, until }: SessionFilter) {
  return db
    .selectFrom('learn_sessions')
    .where('learner_id', '=', learner)
    .$if(domain !== undefined, (query) => query.where('domain', '=', domain!))
    .$if(since !== undefined, (query) => query.where('started_at', '>=', since!))
    .$if(until !== undefined, (query) => query.where('started_at', '<', until!))
}
