import { type Insertable, sql } from 'kysely'
import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { ArticleCategory, ArticleStatus } from '../words.ts'
import type { ArticleRow, KnowledgeTables } from './knowledge-tables.ts'
import { type SomeRows, someOf } from './some-rows.ts'

export async function insertArticle(db: CtlDatabase, row: Insertable<KnowledgeTables['ctl_articles']>): Promise<void> {
  await insertRows(db, 'ctl_articles', [row])
}

export async function findArticle(db: CtlDatabase, id: string): Promise<ArticleRow | undefined> {
  return db.selectFrom('ctl_articles').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findArticles(db: CtlDatabase, ids: readonly string[]): Promise<ArticleRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('ctl_articles').selectAll().where('id', 'in', ids).execute()
}

/** The id of the draft or published article with this title. */
export async function activeArticleTitled(db: CtlDatabase, title: string): Promise<string | undefined> {
  const statuses: ArticleStatus[] = ['draft', 'published']
  const found = await db
    .selectFrom('ctl_articles')
    .select('id')
    .where('title', '=', title)
    .where('status', 'in', statuses)
    .executeTakeFirst()
  return found?.id
}

/** Changes an article, where said only one that still has this status; undefined if there is none. */
export async function updateArticle(
  db: CtlDatabase,
  { id, status }: { id: string; status?: ArticleStatus },
  change: Partial<ArticleRow>,
): Promise<ArticleRow | undefined> {
  const update = db.updateTable('ctl_articles').set(change).where('id', '=', id).returningAll()
  return (status === undefined ? update : update.where('status', '=', status)).executeTakeFirst()
}

/** Which articles are asked for; what is left out does not matter. */
export interface ArticleFilter {
  project_id?: string | undefined
  category?: ArticleCategory | undefined
  status?: ArticleStatus | undefined
  /** At least one of these. */
  tags?: readonly string[] | undefined
}

/** Articles, newest first. */
export async function selectArticles(
  db: CtlDatabase,
  { tags, ...equal }: ArticleFilter,
  page: { limit: number; offset: number },
): Promise<SomeRows<ArticleRow>> {
  let select = db.selectFrom('ctl_articles').selectAll().orderBy('seq', 'desc')
  for (const [column, value] of Object.entries(equal) as [keyof typeof equal, string | undefined][])
    if (value !== undefined) select = select.where(column, '=', value)
  return someOf(tags === undefined ? select : select.where(hasAnyTag(tags)), page)
}

/** Tags are words without quotes, so that one stands in the list exactly if the list differs without it. */
export function hasAnyTag(tags: readonly string[]) {
  const each = tags.map((tag) => sql`replace(tags, ${JSON.stringify(tag)}, '') <> tags`)
  return each.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`(${sql.join(each, sql` or `)})`
}
