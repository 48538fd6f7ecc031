import type { Kysely } from 'kysely'
import type { LearnTables, ObservationRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Those of some observations that are still there. */
export async function observationsById(db: Db, learner: string, ids: readonly string[]): Promise<ObservationRow[]> {
  return db.selectFrom('learn_observations').selectAll().where('learner_id', '=', learner).where('id', 'in', ids).execute()
}

/** How many of some observations are evidence for each blind spot, in whatever state it is. */
export async function evidenceShared(db: Db, learner: string, ids: readonly string[]): Promise<number[]> {
  const shared = await db
    .selectFrom('learn_evidence')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('learner_id', '=', learner)
    .where('observation_id', 'in', ids)
    .groupBy('spot_id')
    .execute()
  return shared.map(({ count }) => Number(count))
}
