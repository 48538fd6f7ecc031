import { LoopError, operation } from 'loop-core'
import { z } from 'zod'
import { publishAll } from '../../changes/article.ts'
import * as articleField from '../../knowledge/fields.ts'
import { ArticleLine, articleOf } from '../../views/article.ts'
import { slimList } from '../../views/slim.ts'

const most = 100

export const knowledgeBulkPublish = operation({
  name: 'knowledge_bulk_publish',
  title: 'Publish several articles',
  summary: 'Publish up to 100 drafts, all or none of them.',
  kind: 'write',
  roles: ['user'],
  command: 'article bulk-publish',
  rest: ['POST /api/v1/knowledge/bulk-publish'],
  input: z.object({ article_ids: z.array(articleField.articleId).max(10 * most) }),
  output: z.object({ data: z.array(ArticleLine), meta: z.object({ count: z.int() }) }),
  advertised: slimList,
  async run({ article_ids }, context) {
    const ids = [...new Set(article_ids)]
    if (ids.length === 0 || ids.length > most) throw wrongCount()
    const published = await publishAll(context, ids)
    return { data: published.map(articleOf), meta: { count: published.length } }
  },
})

function wrongCount() {
  const hints = [`Send article_ids with 1 to ${most} ids; knowledge_drafts shows what waits to be published.`]
  return new LoopError('invalid_input', `article_ids must hold 1 to ${most} ids`, { code: 'wrong_count', status: 400, hints })
}
