import { operation } from 'loop-core'
import { z } from 'zod'
import { moveArticle, requireArticle } from '../../changes/article.ts'
import * as articleField from '../../knowledge/fields.ts'
import { Article, articleOf } from '../../views/article.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgeUnpublish = operation({
  name: 'knowledge_unpublish',
  title: 'Unpublish article',
  summary: 'Make a published article a draft again.',
  kind: 'write',
  roles: ['user'],
  command: 'article unpublish',
  rest: ['POST /api/v1/articles/:article_id/unpublish'],
  input: z.object({ article_id: articleField.articleId }),
  output: z.object({ data: Article }),
  advertised: slimData,
  async run({ article_id }, context) {
    return { data: articleOf(await moveArticle(context, await requireArticle(context.db, article_id), 'unpublish')) }
  },
})
