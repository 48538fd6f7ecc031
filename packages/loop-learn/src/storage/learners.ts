import type { Kysely } from 'kysely'
import type { LearnerRow, LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

export async function findLearner(db: Db, learner: string): Promise<LearnerRow | undefined> {
  return db.selectFrom('learn_learners').selectAll().where('id', '=', learner).executeTakeFirst()
}

/** Adds a learner with the defaults, where they are not there yet. */
export async function addLearner(db: Db, learner: string, at: string): Promise<void> {
  if (await findLearner(db, learner)) return
  await db
    .insertInto('learn_learners')
    .values(newLearner(learner, at))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
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
