import { nothing, operation } from 'loop-core'
import { z } from 'zod'
import { unlinkArticles } from '../../changes/article-link.ts'
import * as articleField from '../../knowledge/fields.ts'

export const deleteArticleLink = operation({
  name: 'delete_article_link',
  title: 'Delete link of articles',
  summary: 'Take a link between two articles away; their statuses stay.',
  kind: 'destroy',
  roles: ['user'],
  command: 'article-link delete',
  rest: ['DELETE /api/v1/article_links/:link_id'],
  status: 204,
  tool: false,
  input: z.object({ link_id: articleField.articleId }),
  output: nothing,
  async run({ link_id }, context) {
    await unlinkArticles(context, link_id)
    return {}
  },
})
