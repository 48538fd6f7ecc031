import type { Kysely } from 'kysely'
import type { BlindSpotRow, LearnTables, ObservationRow } from './tables.ts'

type Db = Kysely<LearnTables>

interface Span {
  from: string
  to: string
  domain?: string | undefined
  /** Domains that are kept out. */
  without: readonly string[]
}

/** Observations that a model may see, the newest first. */
export async function observationsFor(db: Db, learner: string, { from, to, domain, without }: Span): Promise<ObservationRow[]> {
  return db
    .selectFrom('learn_observations')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('observed_at', '>=', from)
    .where('observed_at', '<=', to)
    .$if(domain !== undefined, (query) => query.where('domain', '=', domain!))
    .$if(without.length > 0, (query) => query.where('domain', 'not in', without))
    .orderBy('observed_at', 'desc')
    .orderBy('number', 'desc')
    .limit(300)
    .execute()
}

/** Blind spots that are there now and that a model may see, the latest first. */
export async function spotsFor(db: Db, learner: string, { without }: Pick<Span, 'without'>): Promise<BlindSpotRow[]> {
  return db
    .selectFrom('learn_blind_spots')
    .selectAll()
    .where('learner_id', '=', learner)
    .where('state', 'in', ['active', 'relapsed'])
    .$if(without.length > 0, (query) => query.where('domain', 'not in', without))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(20)
    .execute()
}
