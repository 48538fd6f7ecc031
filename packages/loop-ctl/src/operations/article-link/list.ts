import { operation } from 'loop-core'
import { z } from 'zod'
import { requireArticle } from '../../changes/article.ts'
import * as articleField from '../../knowledge/fields.ts'
import { linksShown } from '../../knowledge/links.ts'
import { LinkEnds } from '../../views/article-link.ts'

export const listArticleLinks = operation({
  name: 'list_article_links',
  title: 'List links of an article',
  summary: 'What an article is linked to, first what it leads to; at most 100.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'article-link list',
  rest: ['GET /api/v1/articles/:article_id/links'],
  tool: false,
  input: z.object({ article_id: articleField.articleId }),
  output: z.object({ data: z.array(LinkEnds), meta: z.object({ count: z.int() }) }),
  async run({ article_id }, { db }) {
    const { id } = await requireArticle(db, article_id)
    const { outgoing_links, incoming_links } = await linksShown(db, id)
    const data = [...outgoing_links, ...incoming_links]
    return { data, meta: { count: data.length } }
  },
})
