import type { Kysely } from 'kysely'
import type { LearnTables, ReviewRow } from './tables.ts'

type Db = Kysely<LearnTables>

/** Adds the review of a week; false where somebody has written it already. */
export async function addReview(db: Db, learner: string, review: Omit<ReviewRow, 'learner_id'>): Promise<boolean> {
  const added = await db
    .insertInto('learn_reviews')
    .values({ ...review, learner_id: learner })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export async function findReview(db: Db, learner: string, week: string): Promise<ReviewRow | undefined> {
  return reviewsOf(db, learner).where('week', '=', week).executeTakeFirst()
}

/** The newest weeks first, before a week. */
export async function listReviews(
  db: Db,
  learner: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ReviewRow[]> {
  return reviewsOf(db, learner)
    .$if(before !== undefined, (query) => query.where('week', '<', before!))
    .orderBy('week', 'desc')
    .limit(limit)
    .execute()
}

/** Those of some weeks, the oldest first. */
export async function reviewsIn(db: Db, learner: string, weeks: readonly string[]): Promise<ReviewRow[]> {
  return reviewsOf(db, learner).where('week', 'in', weeks).orderBy('week').execute()
}

/** The weeks that have a review, nearest to one: at most three before it and three after it. */
export async function weeksNear(db: Db, learner: string, week: string): Promise<string[]> {
  const weeks = db.selectFrom('learn_reviews').select('week').where('learner_id', '=', learner).limit(3)
  const before = await weeks.where('week', '<', week).orderBy('week', 'desc').execute()
  const after = await weeks.where('week', '>', week).orderBy('week').execute()
  return [...before.reverse(), ...after].map((row) => row.week)
}

/** Learners behind an id, in the order of their ids. */
export async function learnersBehind(db: Db, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const rows = await db.selectFrom('learn_learners').select('id').where('id', '>', after).orderBy('id').limit(limit).execute()
  return rows.map(({ id }) => id)
}

function reviewsOf(db: Db, learner: string) {
  return db.selectFrom('learn_reviews').selectAll().where('learner_id', '=', learner)
}
