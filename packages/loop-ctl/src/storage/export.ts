import type { CtlDatabase } from '../ctl.ts'
import type { ArticleLinkRow, ArticleRow } from './knowledge-tables.ts'
import { publishedArticles } from './published.ts'

/** An article without its text. */
export type ArticleName = Pick<ArticleRow, 'id' | 'title' | 'category'>

/** The names of published articles in no order, at most as many as said. */
export async function articleNames(db: CtlDatabase, projectId: string | undefined, most: number): Promise<ArticleName[]> {
  return publishedArticles(db, projectId).select(['id', 'title', 'category']).limit(most).execute()
}

/** The links from and to some articles. */
export async function linksAbout(db: CtlDatabase, ids: readonly string[]): Promise<ArticleLinkRow[]> {
  const links = db.selectFrom('ctl_article_links').selectAll()
  return links.where((of) => of.or([of('source_article_id', 'in', ids), of('target_article_id', 'in', ids)])).execute()
}
