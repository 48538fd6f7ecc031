import type { Kysely } from 'kysely'
import type { BlindSpotRow, LearnTables, ObservationRow, SpotChangeRow } from './tables.ts'

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

/** Adds a blind spot with its evidence and its first change; false where there is one of the same detector and theme. */
export async function addSpotWithEvidence(
  db: Db,
  learner: string,
  {
    spot,
    evidence,
    change,
  }: { spot: Omit<BlindSpotRow, 'learner_id'>; evidence: readonly string[]; change: Pick<SpotChangeRow, 'id' | 'by' | 'why'> },
): Promise<boolean> {
  const added = await db
    .insertInto('learn_blind_spots')
    .values({ ...spot, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  if (added.length === 0) return false
  const row = { learner_id: learner, spot_id: spot.id }
  await db
    .insertInto('learn_evidence')
    .values(evidence.map((observation_id) => ({ ...row, observation_id, sign: 1 })))
    .execute()
  await db
    .insertInto('learn_spot_changes')
    .values({ ...row, ...change, at: spot.created_at, from_state: null, to_state: spot.state })
    .execute()
  return true
}
