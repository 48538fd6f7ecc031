import { operation } from 'loop-core'
import { z } from 'zod'
import { moveArticle, requireArticle } from '../../changes/article.ts'
import * as articleField from '../../knowledge/fields.ts'
import { Article, articleOf } from '../../views/article.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgeArchive = operation({
  name: 'knowledge_archive',
  title: 'Archive article',
  summary: 'Put a draft or published article away.',
  kind: 'write',
  roles: ['user'],
  command: 'article archive',
  rest: ['POST /api/v1/articles/:article_id/archive'],
  input: z.object({ article_id: articleField.articleId }),
  output: z.object({ data: Article }),
  advertised: slimData,
  async run({ article_id }, context) {
    return { data: articleOf(await moveArticle(context, await requireArticle(context.db, article_id), 'archive')) }
  },
})
