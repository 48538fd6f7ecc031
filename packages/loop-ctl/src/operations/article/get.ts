import { operation } from 'loop-core'
import { z } from 'zod'
import { requireArticle } from '../../changes/article.ts'
import * as field from '../../fields.ts'
import { noteAccess } from '../../knowledge/access.ts'
import * as articleField from '../../knowledge/fields.ts'
import { linksShown } from '../../knowledge/links.ts'
import { Article, articleOf } from '../../views/article.ts'
import { LinkEnds } from '../../views/article-link.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgeGet = operation({
  name: 'knowledge_get',
  title: 'Get article',
  summary: 'One article whole, with its links.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'article get',
  rest: ['GET /api/v1/articles/:article_id'],
  input: z.object({
    article_id: articleField.articleId,
    project_id: field.projectFilter.optional(),
    story_id: field.epicFilter.optional(),
  }),
  output: z.object({ data: Article.extend({ outgoing_links: z.array(LinkEnds), incoming_links: z.array(LinkEnds) }) }),
  advertised: slimData,
  async run({ article_id, ...place }, context) {
    const article = await requireArticle(context.db, article_id)
    noteAccess(context, { type: 'get', articles: [article.id], ...place })
    return { data: { ...articleOf(article), ...(await linksShown(context.db, article.id)) } }
  },
})
