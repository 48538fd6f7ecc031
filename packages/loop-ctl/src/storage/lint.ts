import type { CtlDatabase } from '../ctl.ts'
import type { Edge } from '../knowledge/clusters.ts'
import type { ArticleCategory } from '../words.ts'
import { publishedArticles } from './published.ts'
import { someOf } from './some-rows.ts'

/** Whose articles are looked at, and how many of each sort are shown. */
export interface LintScope {
  projectId: string | undefined
  most: number
}

/** A link between two articles, with what they are called. */
interface Contradiction extends Edge {
  from_title: string
  to_title: string
}

/** How many published articles there are of each category that has any. */
export async function countByCategory(db: CtlDatabase, projectId: string | undefined): Promise<Map<ArticleCategory, number>> {
  const rows = await publishedArticles(db, projectId)
    .select((of) => ['category', of.fn.countAll<number>().as('count')])
    .groupBy('category')
    .execute()
  return new Map(rows.map(({ category, count }) => [category, Number(count)]))
}

/** Articles that nobody has touched since, the oldest first. */
export async function staleArticles(db: CtlDatabase, { projectId, most }: LintScope, since: string) {
  const stale = publishedArticles(db, projectId).select(['id', 'title', 'updated_at']).where('updated_at', '<', since)
  return someOf(stale.orderBy('updated_at').orderBy('id'), { limit: most, offset: 0 })
}

/** Articles without a link in either direction, the oldest first. */
export async function orphanArticles(db: CtlDatabase, { projectId, most }: LintScope) {
  const orphans = publishedArticles(db, projectId)
    .select(['id', 'title', 'category'])
    .where(({ exists, not, selectFrom }) =>
      not(exists(selectFrom('ctl_article_links').select('id').whereRef('source_article_id', '=', 'ctl_articles.id'))),
    )
    .where(({ exists, not, selectFrom }) =>
      not(exists(selectFrom('ctl_article_links').select('id').whereRef('target_article_id', '=', 'ctl_articles.id'))),
    )
  return someOf(orphans.orderBy('updated_at').orderBy('id'), { limit: most, offset: 0 })
}

/** Articles that came of a review of which nothing is left. */
export async function brokenSources(db: CtlDatabase, { projectId, most }: LintScope) {
  const broken = publishedArticles(db, projectId)
    .select(['id', 'title', 'source_type', 'source_id'])
    .where('source_type', '=', 'review_finding')
    .where('source_id', 'is not', null)
    .where(({ exists, not, selectFrom }) =>
      not(exists(selectFrom('ctl_reviews').select('ctl_reviews.id').whereRef('ctl_reviews.id', '=', 'ctl_articles.source_id'))),
    )
  return someOf(broken.orderBy('updated_at').orderBy('id'), { limit: most, offset: 0 })
}

/** All links that say of two of these articles that they contradict each other. */
export async function contradictions(db: CtlDatabase, projectId: string | undefined): Promise<Contradiction[]> {
  const here = publishedArticles(db, projectId).select(['ctl_articles.id', 'ctl_articles.title'])
  return db
    .selectFrom('ctl_article_links as link')
    .innerJoin(here.as('source'), 'source.id', 'link.source_article_id')
    .innerJoin(here.as('target'), 'target.id', 'link.target_article_id')
    .select(['link.id', 'source.id as from', 'source.title as from_title', 'target.id as to', 'target.title as to_title'])
    .where('link.relationship_type', '=', 'contradicts')
    .execute()
}
