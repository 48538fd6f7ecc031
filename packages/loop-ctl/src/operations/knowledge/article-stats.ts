import { operation } from 'loop-core'
import { z } from 'zod'
import { articleId } from '../../knowledge/fields.ts'
import { notFound } from '../../refusals.ts'
import { lastAccesses, totalsOf } from '../../storage/article-usage.ts'
import { findArticle } from '../../storage/articles.ts'
import { Access, AccessTotals } from '../../views/article-usage.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgeArticleStats = operation({
  name: 'knowledge_article_stats',
  title: 'Article statistics',
  summary: 'How often an article was read, in which ways and by how many, and the last ten times.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge article-stats',
  rest: ['GET /api/v1/knowledge/articles/:article_id/stats'],
  input: z.object({ article_id: articleId }),
  output: z.object({
    data: AccessTotals.omit({ unique_articles: true }).extend({
      article_id: z.string(),
      title: z.string(),
      recent_accesses: z.array(Access),
    }),
  }),
  advertised: slimData,
  async run({ article_id }, { db }) {
    const article = await findArticle(db, article_id)
    if (article === undefined) throw notFound('article')
    const recent_accesses = await lastAccesses(db, { article_id }, 10)
    return { data: { article_id, title: article.title, ...(await totalsOf(db, { article_id })), recent_accesses } }
  },
})
