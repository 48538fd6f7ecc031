import type { Kysely } from 'kysely'
import type { LearnerRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

export async function findLearner(db: Db, learner: string): Promise<LearnerRow | undefined> {
  return db.selectFrom('learn_learners').selectAll().where('id', '=', learner).executeTakeFirst()
}

/**
 * Makes a learner with the defaults where there is none, and holds them until the transaction ends.
 *
 * What follows from all notes together, such as a blind spot, is thereby judged by one caller at a time.
 */
export async function addLearner(db: Db, learner: string, at: string): Promise<void> {
  if (await holdLearner(db, learner)) return
  await db
    .insertInto('learn_learners')
    .values(newLearner(learner, at))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await holdLearner(db, learner)
}

/** A write that changes nothing waits for whoever holds the row. */
async function holdLearner(db: Db, learner: string): Promise<boolean> {
  const held = await db
    .updateTable('learn_learners')
    .set((set) => ({ generation: set.ref('generation') }))
    .where('id', '=', learner)
    .returning('id')
    .execute()
  return held.length > 0
}

/** Writes settings or what was found out about the learner. */
export async function changeLearner(db: Db, learner: string, change: Partial<LearnerRow>): Promise<void> {
  await db.updateTable('learn_learners').set(change).where('id', '=', learner).execute()
}

/** A learner who has said and done nothing yet. */
export function newLearner(learner: string, at: string): LearnerRow {
  return {
    id: learner,
    threshold: null,
    inferred_mode: null,
    mode_since: null,
    mode_reason: null,
    mode_candidate: null,
    mode_candidate_at: null,
    mode_evaluated_at: null,
    timezone: null,
    quiet_start: '22:00',
    quiet_end: '07:00',
    nudges_per_day: null,
    retention_days: null,
    analysis: 'auto',
    excluded_domains: '[]',
    key_ciphertext: null,
    key_hint: null,
    key_set_at: null,
    key_status: null,
    generation: 0,
    nudge_day: null,
    nudge_count: 0,
    last_nudge_at: null,
    created_at: at,
    updated_at: at,
  }
}

/** Some learners in the order of their ids, behind one of them. */
export async function learnersAfter(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('learn_learners').select('id').where('id', '>', after).orderBy('id').limit(limit).execute()
  return rows.map(({ id }) => id)
}
