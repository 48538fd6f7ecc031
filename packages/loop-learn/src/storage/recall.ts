import type { Kysely } from 'kysely'
import { searchText } from 'loop-core'
import type { ObservationKind } from '../words.ts'
import type { LearnTables, ObservationRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Which notes are asked for; the first of the bounds belongs to them. */
export interface RecallFilter {
  kind?: ObservationKind | undefined
  domain?: string | undefined
  since?: string | undefined
  until?: string | undefined
  session_id?: string | undefined
}

/** Notes with at least one of some words, the best by the database's own rank, with what our own needs. */
export async function findCandidates(
  db: Db,
  learner: string,
  { words, limit, kind, domain, since, until, session_id }: RecallFilter & { words: readonly string[]; limit: number },
): Promise<Pick<ObservationRow, 'number' | 'tokens' | 'topic_tokens' | 'observed_at'>[]> {
  return searchText(db, { table: 'learn_observations', key: 'number', words })
    .select(['number', 'learn_observations.tokens', 'learn_observations.topic_tokens', 'observed_at'])
    .where('learner_id', '=', learner)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(domain !== undefined, (query) => query.where('domain', '=', domain!))
    .$if(since !== undefined, (query) => query.where('observed_at', '>=', since!))
    .$if(until !== undefined, (query) => query.where('observed_at', '<', until!))
    .$if(session_id !== undefined, (query) => query.where('session_id', '=', session_id!))
    .limit(limit)
    .execute()
}

export async function findByNumbers(db: Db, learner: string, numbers: readonly number[]): Promise<ObservationRow[]> {
  if (numbers.length === 0) return []
  return db.selectFrom('learn_observations').selectAll().where('learner_id', '=', learner).where('number', 'in', numbers).execute()
}
