import type { Kysely } from 'kysely'
import type { LearnTables } from './tables.ts'

type Db = Kysely<LearnTables>

/** The time that a review is of; undefined where it is gone, or has its words already. */
export async function findReviewSpan(db: Db, learner: string, id: string): Promise<{ from: string; to: string } | undefined> {
  return db
    .selectFrom('learn_reviews')
    .select(['starts_at as from', 'ends_at as to'])
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('narrative', 'is', null)
    .executeTakeFirst()
}

/** Adds a model's words to a review, once. */
export async function addNarrative(db: Db, learner: string, { id, narrative }: { id: string; narrative: string }): Promise<void> {
  await db
    .updateTable('learn_reviews')
    .set({ narrative })
    .where('learner_id', '=', learner)
    .where('id', '=', id)
    .where('narrative', 'is', null)
    .execute()
}
