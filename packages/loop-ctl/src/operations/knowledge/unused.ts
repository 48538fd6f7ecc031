import { operation } from 'loop-core'
import { z } from 'zod'
import { daysAgo } from '../../knowledge/days.ts'
import { unreadSince } from '../../storage/article-usage.ts'
import { UnusedArticle } from '../../views/article-usage.ts'
import { slimList } from '../../views/slim.ts'
import { forgivingNumber } from '../../whole-number.ts'

export const knowledgeUnusedArticles = operation({
  name: 'knowledge_unused_articles',
  title: 'Unused articles',
  summary: 'Published articles that nobody has read for days_unused days, those untouched for longest first.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge unused',
  rest: ['GET /api/v1/knowledge/analytics/unused-articles'],
  input: z.object({ days_unused: forgivingNumber({ most: 365, unless: 30 }), limit: forgivingNumber({ most: 200, unless: 20 }) }),
  output: z.object({
    data: z.array(UnusedArticle),
    meta: z.object({ total_count: z.int(), limit: z.int(), days_unused: z.int() }),
  }),
  advertised: slimList,
  async run({ days_unused, limit }, context) {
    const { rows, total } = await unreadSince(context.db, daysAgo(context, days_unused), limit)
    return { data: rows, meta: { total_count: total, limit, days_unused } }
  },
})
