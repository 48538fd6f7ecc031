import { operation } from 'loop-core'
import { z } from 'zod'
import { moveArticle, requireArticle } from '../../changes/article.ts'
import * as articleField from '../../knowledge/fields.ts'
import { Article, articleOf } from '../../views/article.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgeDelete = operation({
  name: 'knowledge_delete',
  title: 'Delete article',
  summary: 'Put an article away for good: the same as knowledge_archive.',
  kind: 'destroy',
  roles: ['user'],
  command: 'article delete',
  rest: ['DELETE /api/v1/articles/:article_id'],
  input: z.object({ article_id: articleField.articleId }),
  output: z.object({ data: Article }),
  advertised: slimData,
  async run({ article_id }, context) {
    return { data: articleOf(await moveArticle(context, await requireArticle(context.db, article_id), 'archive')) }
  },
})
