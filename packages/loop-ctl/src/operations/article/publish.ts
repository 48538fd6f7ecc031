import { operation } from 'loop-core'
import { z } from 'zod'
import { moveArticle, requireArticle } from '../../changes/article.ts'
import * as articleField from '../../knowledge/fields.ts'
import { Article, articleOf } from '../../views/article.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgePublish = operation({
  name: 'knowledge_publish',
  title: 'Publish article',
  summary: 'Publish a draft: from now on it is found.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'article publish',
  rest: ['POST /api/v1/articles/:article_id/publish'],
  input: z.object({ article_id: articleField.articleId }),
  output: z.object({ data: Article }),
  advertised: slimData,
  async run({ article_id }, context) {
    return { data: articleOf(await moveArticle(context, await requireArticle(context.db, article_id), 'publish')) }
  },
})
