import { text, time } from 'loop-core'
import { z } from 'zod'
import type { IndexRow } from '../storage/article-index.ts'
import type { ArticleRow } from '../storage/knowledge-tables.ts'
import { type ArticleCategory, articleCategories, articleStatuses } from '../words.ts'

/** An article with all that it says. */
export const Article = z.object({
  id: text(64),
  project_id: z.string().nullable(),
  title: z.string(),
  body: z.string(),
  category: z.enum(articleCategories),
  status: z.enum(articleStatuses),
  tags: z.array(z.string()),
  source_type: z.string().nullable(),
  source_id: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  inserted_at: time(),
  updated_at: time(),
})

/** An article as tools list it: what a model needs to choose one. */
export const ArticleLine = Article.omit({ body: true, metadata: true, updated_at: true })

export function articleOf(row: ArticleRow): z.output<typeof Article> {
  const { id, project_id, title, body, category, status, source_type, source_id, inserted_at, updated_at } = row
  const told = { id, project_id, title, body, category, status, source_type, source_id, inserted_at, updated_at }
  return { ...told, tags: JSON.parse(row.tags), metadata: JSON.parse(row.metadata) }
}

/** What names an article where another one is told of. */
export const ArticleName = Article.pick({ id: true, title: true })

/** An article as the index names it. */
export const Indexed = Article.pick({ id: true, title: true, category: true, tags: true, status: true, updated_at: true })

/** Articles by their categories, in the order in which these are named everywhere. */
export function indexOf(rows: readonly IndexRow[]): Partial<Record<ArticleCategory, z.output<typeof Indexed>[]>> {
  const groups = articleCategories.map((wanted) => [wanted, rows.filter(({ category }) => category === wanted)] as const)
  const shown = groups.filter(([, some]) => some.length > 0)
  return Object.fromEntries(shown.map(([name, some]) => [name, some.map((row) => ({ ...row, tags: JSON.parse(row.tags) }))]))
}

/** An article as the context of some work: whole, with what it was chosen by. */
export const ContextArticle = Article.pick({
  id: true,
  project_id: true,
  title: true,
  body: true,
  category: true,
  tags: true,
  updated_at: true,
}).extend({
  relevance_score: z.number(),
  recency_score: z.number(),
  combined_score: z.number(),
  linked_articles: z.array(Article.pick({ id: true, title: true, category: true })),
})
