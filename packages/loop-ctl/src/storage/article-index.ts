import type { CtlDatabase } from '../ctl.ts'
import type { ArticleCategory } from '../words.ts'
import type { ArticleRow } from './knowledge-tables.ts'

/** How many articles an index shows. */
export const mostIndexed = 1_000

export type IndexRow = Pick<ArticleRow, 'id' | 'title' | 'category' | 'tags' | 'status' | 'updated_at'>

/** The published articles, of a project with those for all, the last changed first. */
export async function publishedIndex(db: CtlDatabase, projectId: string | undefined): Promise<IndexRow[]> {
  return published(db, projectId)
    .select(['id', 'title', 'category', 'tags', 'status', 'updated_at'])
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostIndexed)
    .execute()
}

/** How many published articles each category has. */
export async function publishedCounts(db: CtlDatabase, projectId: string | undefined): Promise<Partial<Record<ArticleCategory, number>>> {
  const rows = await published(db, projectId)
    .select((select) => ['category', select.fn.countAll<number>().as('count')])
    .groupBy('category')
    .orderBy('category')
    .execute()
  return Object.fromEntries(rows.map(({ category, count }) => [category, Number(count)]))
}

function published(db: CtlDatabase, projectId: string | undefined) {
  const all = db.selectFrom('ctl_articles').where('status', '=', 'published')
  if (projectId === undefined) return all
  return all.where(({ or, eb }) => or([eb('project_id', '=', projectId), eb('project_id', 'is', null)]))
}
