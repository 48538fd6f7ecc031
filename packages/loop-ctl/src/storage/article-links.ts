import type { CtlDatabase } from '../ctl.ts'
import type { ArticleLinkRow } from './knowledge-tables.ts'

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
