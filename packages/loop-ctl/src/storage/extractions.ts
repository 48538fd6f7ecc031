import type { CtlDatabase } from '../ctl.ts'
import type { ExtractionKind } from '../words.ts'
import type { ExtractionRow } from './ingestion-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

/** Adds what is to be read; false if the same is held by another one. */
export async function insertExtraction(db: CtlDatabase, row: ExtractionRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_extractions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

export async function findExtraction(db: CtlDatabase, id: string): Promise<ExtractionRow | undefined> {
  return db.selectFrom('ctl_extractions').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The id of the one that holds a hash. */
export async function holderOf(db: CtlDatabase, hash: string): Promise<string | undefined> {
  return (await db.selectFrom('ctl_extractions').select('id').where('held_hash', '=', hash).executeTakeFirst())?.id
}

/** Lets go of a hash that has been held since before a time. */
export async function releaseHash(db: CtlDatabase, hash: string, before: string): Promise<void> {
  const release = db.updateTable('ctl_extractions').set({ held_hash: null }).where('held_hash', '=', hash)
  await release.where('inserted_at', '<', before).execute()
}

/** Changes one that waits and that nobody has tried since it was seen; undefined if somebody has. */
export async function updateExtraction(
  db: CtlDatabase,
  { id, attempts }: Pick<ExtractionRow, 'id' | 'attempts'>,
  change: Partial<ExtractionRow>,
): Promise<ExtractionRow | undefined> {
  return db
    .updateTable('ctl_extractions')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .where('attempts', '=', attempts)
    .returningAll()
    .executeTakeFirst()
}

/** Whether there are articles of a source. */
export async function hasArticlesOf(
  db: CtlDatabase,
  { source_type, source_id }: Pick<ExtractionRow, 'source_type' | 'source_id'>,
): Promise<boolean> {
  const select = db.selectFrom('ctl_articles').select('id').where('source_type', '=', source_type).where('source_id', '=', source_id)
  return (await select.limit(1).executeTakeFirst()) !== undefined
}

/** What was asked for since a time, newest first. */
export async function selectIngestions(
  db: CtlDatabase,
  since: string,
  page: { limit: number; offset: number },
): Promise<SomeRows<ExtractionRow>> {
  const kind: ExtractionKind = 'ingestion'
  const select = db.selectFrom('ctl_extractions').selectAll().where('kind', '=', kind).where('inserted_at', '>=', since)
  return someOf(select.orderBy('inserted_at', 'desc').orderBy('id', 'desc'), page)
}

/** Those that failed, the last ones first. */
export async function selectFailed(db: CtlDatabase, limit: number): Promise<SomeRows<ExtractionRow>> {
  const select = db.selectFrom('ctl_extractions').selectAll().where('status', '=', 'failed')
  return someOf(select.orderBy('updated_at', 'desc').orderBy('id', 'desc'), { limit, offset: 0 })
}

export async function countWaiting(db: CtlDatabase): Promise<number> {
  const { count } = await db
    .selectFrom('ctl_extractions')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many articles were drafted from something, and how many of them were published since. */
export async function countDrafted(db: CtlDatabase): Promise<{ drafted: number; published: number }> {
  const { drafted, published } = await fromExtractions(db)
    .select(({ fn, case: choose }) => [
      fn.countAll<number>().as('drafted'),
      fn.sum<number | null>(choose().when('ctl_articles.status', 'in', ['published', 'superseded']).then(1).else(0).end()).as('published'),
    ])
    .executeTakeFirstOrThrow()
  return { drafted: Number(drafted), published: Number(published ?? 0) }
}

/** The drafts that wait for somebody to judge them, newest first. */
export async function recentDrafts(db: CtlDatabase, limit: number) {
  return fromExtractions(db)
    .select(['ctl_articles.id', 'title', 'category', 'ctl_articles.project_id', 'ctl_articles.source_type', 'ctl_articles.source_id'])
    .select('ctl_articles.inserted_at')
    .where('ctl_articles.status', '=', 'draft')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/** Articles whose source is something that was read here. */
function fromExtractions(db: CtlDatabase) {
  return db
    .selectFrom('ctl_articles')
    .innerJoin('ctl_extractions', (join) =>
      join
        .onRef('ctl_extractions.source_type', '=', 'ctl_articles.source_type')
        .onRef('ctl_extractions.source_id', '=', 'ctl_articles.source_id'),
    )
}

/** A review with what was asked for in its story. */
export async function reviewedStory(db: CtlDatabase, reviewId: string) {
  return db
    .selectFrom('ctl_reviews')
    .innerJoin('ctl_stories', 'ctl_stories.id', 'ctl_reviews.story_id')
    .select(['title', 'description', 'acceptance_criteria', 'review_type', 'summary', 'findings_count', 'fixes_count', 'disproved_count'])
    .where('ctl_reviews.id', '=', reviewId)
    .executeTakeFirst()
}

/** Notes how many articles came of one that is completed. */
export async function noteArticles(db: CtlDatabase, id: string, articles_count: number): Promise<void> {
  await db.updateTable('ctl_extractions').set({ articles_count }).where('id', '=', id).execute()
}
