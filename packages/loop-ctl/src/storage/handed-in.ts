import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { ArtifactRow, ReviewRow, StoryRow, VerificationRow } from './tables.ts'

export async function insertArtifact(db: CtlDatabase, row: ArtifactRow): Promise<void> {
  await insertRows(db, 'ctl_artifacts', [row])
}

export async function insertReview(db: CtlDatabase, row: ReviewRow): Promise<void> {
  await insertRows(db, 'ctl_reviews', [row])
}

export async function insertVerification(db: CtlDatabase, row: VerificationRow): Promise<void> {
  await insertRows(db, 'ctl_verifications', [row])
}

/** The number of the next verification of a story, from 1. */
export async function nextIteration(db: CtlDatabase, storyId: string): Promise<number> {
  const { last } = await db
    .selectFrom('ctl_verifications')
    .select((select) => select.fn.max('iteration').as('last'))
    .where('story_id', '=', storyId)
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}

/** True if the story was reviewed after it was last reported, and after it was last rejected. */
export async function isReviewed(db: CtlDatabase, { id, reported_done_at, rejected_at }: StoryRow): Promise<boolean> {
  let select = db.selectFrom('ctl_reviews').select('id').where('story_id', '=', id).limit(1)
  if (reported_done_at !== null) select = select.where('completed_at', '>=', reported_done_at)
  if (rejected_at !== null) select = select.where('completed_at', '>', rejected_at)
  return (await select.executeTakeFirst()) !== undefined
}

/** Which rows of a list. */
interface Slice {
  limit: number
  offset?: number
}

/** What was made for a story, oldest first. */
export async function artifactsOf(db: CtlDatabase, storyId: string, { limit, offset = 0 }: Slice): Promise<ArtifactRow[]> {
  const select = db.selectFrom('ctl_artifacts').selectAll().where('story_id', '=', storyId)
  return select.orderBy('inserted_at').orderBy('id').limit(limit).offset(offset).execute()
}

/** What was found about a story, newest first. */
export async function verificationsOf(db: CtlDatabase, storyId: string, { limit, offset = 0 }: Slice): Promise<VerificationRow[]> {
  const select = db.selectFrom('ctl_verifications').selectAll().where('story_id', '=', storyId)
  return select.orderBy('iteration', 'desc').limit(limit).offset(offset).execute()
}

/** The reviews of a story, newest first. */
export async function reviewsOf(db: CtlDatabase, storyId: string, { limit, offset = 0 }: Slice): Promise<ReviewRow[]> {
  const select = db.selectFrom('ctl_reviews').selectAll().where('story_id', '=', storyId)
  return select.orderBy('completed_at', 'desc').orderBy('id', 'desc').limit(limit).offset(offset).execute()
}

/** How many rows of one kind there are about a story. */
export async function countAbout(
  db: CtlDatabase,
  table: 'ctl_artifacts' | 'ctl_reviews' | 'ctl_verifications',
  storyId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('story_id', '=', storyId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function lastVerification(db: CtlDatabase, storyId: string): Promise<VerificationRow | undefined> {
  return (await verificationsOf(db, storyId, { limit: 1 }))[0]
}

export async function findVerification(db: CtlDatabase, id: string): Promise<VerificationRow | undefined> {
  return db.selectFrom('ctl_verifications').selectAll().where('id', '=', id).executeTakeFirst()
}
