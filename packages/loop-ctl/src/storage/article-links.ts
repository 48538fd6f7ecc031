import type { CtlDatabase } from '../ctl.ts'
import type { ArticleLinkRow, ArticleRow } from './knowledge-tables.ts'

/** A link with the titles at its two ends. */
export type TitledLink = ArticleLinkRow & { source_title: string; target_title: string }

/** Adds a link; false if the two articles have such a one. */
export async function insertArticleLink(db: CtlDatabase, row: ArticleLinkRow): Promise<boolean> {
  const added = await db
    .insertInto('ctl_article_links')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length > 0
}

/** Removes a link; gives what it was. */
export async function removeArticleLink(db: CtlDatabase, id: string): Promise<ArticleLinkRow | undefined> {
  return db.deleteFrom('ctl_article_links').where('id', '=', id).returningAll().executeTakeFirst()
}

/** The links that begin or end at an article, oldest first. */
export async function linksOf(
  db: CtlDatabase,
  end: 'source_article_id' | 'target_article_id',
  articleId: string,
  limit: number,
): Promise<TitledLink[]> {
  return titled(db).where(`link.${end}`, '=', articleId).orderBy('link.inserted_at').orderBy('link.id').limit(limit).execute()
}

function titled(db: CtlDatabase) {
  return db
    .selectFrom('ctl_article_links as link')
    .innerJoin('ctl_articles as source', 'source.id', 'link.source_article_id')
    .innerJoin('ctl_articles as target', 'target.id', 'link.target_article_id')
    .selectAll('link')
    .select(['source.title as source_title', 'target.title as target_title'])
}

/** The published articles to which some articles are linked, in either direction, with the article to which each belongs; oldest link first. */
export async function publishedNeighbours(db: CtlDatabase, ids: readonly string[]): Promise<Neighbour[]> {
  if (ids.length === 0) return []
  const [forth, back] = [await neighbours(db, 'source_article_id', ids), await neighbours(db, 'target_article_id', ids)]
  return [...forth, ...back]
}

export interface Neighbour extends Pick<ArticleRow, 'id' | 'title' | 'category'> {
  of: string
}

/** More than are ever shown; it only keeps what is read bounded. */
const mostNeighbours = 1_000

async function neighbours(db: CtlDatabase, end: 'source_article_id' | 'target_article_id', ids: readonly string[]): Promise<Neighbour[]> {
  const otherEnd = end === 'source_article_id' ? 'target_article_id' : 'source_article_id'
  return db
    .selectFrom('ctl_article_links as link')
    .innerJoin('ctl_articles as other', 'other.id', `link.${otherEnd}`)
    .select(['other.id', 'other.title', 'other.category', `link.${end} as of`])
    .where(`link.${end}`, 'in', ids)
    .where('other.status', '=', 'published')
    .orderBy('link.inserted_at')
    .orderBy('link.id')
    .limit(mostNeighbours)
    .execute()
}
