import { operation } from 'loop-core'
import { z } from 'zod'
import { moveBetween } from '../../article.ts'
import { moveArticle, requireArticle, wrongStep } from '../../changes/article.ts'
import { editArticle } from '../../changes/edit.ts'
import * as articleField from '../../knowledge/fields.ts'
import { Article, articleOf } from '../../views/article.ts'
import { articleStatuses } from '../../words.ts'

export const updateArticle = operation({
  name: 'update_article',
  title: 'Update article',
  summary: 'Change what an article says, or its status; only a link that supersedes it makes it superseded.',
  kind: 'write',
  roles: ['user'],
  rest: ['PATCH /api/v1/articles/:article_id', 'PUT /api/v1/articles/:article_id'],
  tool: false,
  input: z.object({
    article_id: articleField.articleId,
    title: articleField.title.optional(),
    body: articleField.body.optional(),
    category: articleField.category.optional(),
    status: z.enum(articleStatuses).optional(),
    tags: articleField.tags.optional(),
    metadata: articleField.extras.metadata,
  }),
  output: z.object({ data: Article }),
  async run({ article_id, status, tags, metadata, ...given }, context) {
    const article = await requireArticle(context.db, article_id)
    const move = status === undefined || status === article.status ? undefined : moveBetween(article.status, status)
    if (status !== undefined && status !== article.status && move === undefined) throw wrongStep(article, status)
    const texts = { ...given, tags: tags && JSON.stringify(tags), metadata: metadata && JSON.stringify(metadata) }
    const edited = await editArticle(context, article, texts)
    return { data: articleOf(move === undefined ? edited : await moveArticle(context, edited, move)) }
  },
})
