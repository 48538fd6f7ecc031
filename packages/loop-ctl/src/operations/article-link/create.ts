import { operation } from 'loop-core'
import { z } from 'zod'
import { linkArticles } from '../../changes/article-link.ts'
import * as articleField from '../../knowledge/fields.ts'
import { ArticleLink, linkOf } from '../../views/article-link.ts'
import { relationshipTypes } from '../../words.ts'

export const createArticleLink = operation({
  name: 'create_article_link',
  title: 'Link articles',
  summary: 'Say how one article belongs to another. What an article supersedes is no longer found.',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'article-link create',
  rest: ['POST /api/v1/article_links'],
  status: 201,
  tool: false,
  input: z.object({
    source_article_id: articleField.articleId,
    target_article_id: articleField.articleId,
    relationship_type: z.enum(relationshipTypes),
    metadata: articleField.extras.metadata,
  }),
  output: z.object({ data: ArticleLink }),
  async run(given, context) {
    return { data: linkOf(await linkArticles(context, given)) }
  },
})
