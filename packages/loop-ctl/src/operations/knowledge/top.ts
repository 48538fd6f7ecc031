import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { daysAgo, sinceDays } from '../../knowledge/days.ts'
import { namedReaders } from '../../knowledge/readers.ts'
import { topArticles, topProjects } from '../../storage/article-usage.ts'
import { TopArticle, TopProject, TopReader } from '../../views/article-usage.ts'
import { slimList } from '../../views/slim.ts'
import { forgivingNumber } from '../../whole-number.ts'
import { accessTypes } from '../../words.ts'

const groups = ['article', 'project', 'agent'] as const

export const knowledgeAnalyticsTop = operation({
  name: 'knowledge_analytics_top',
  title: 'Most read knowledge',
  summary: 'Which articles were read most, or for which projects and by whom.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'knowledge top',
  rest: ['GET /api/v1/knowledge/analytics/top-articles'],
  input: z.object({
    limit: forgivingNumber({ most: 100, unless: 20 }),
    since_days: sinceDays,
    access_type: field.word(accessTypes),
    project_id: field.projectFilter.optional(),
    group_by: field.word(groups),
  }),
  output: z.object({
    data: z.union([z.array(TopArticle), z.array(TopProject), z.array(TopReader)]),
    meta: z.object({ limit: z.int(), since_days: z.int(), group_by: z.enum(groups) }),
  }),
  advertised: slimList,
  async run({ limit, since_days, access_type, project_id, group_by = 'article' }, context) {
    const filter = { since: daysAgo(context, since_days), access_type, project_id: await projectFilter(context.db, project_id) }
    const top = {
      article: () => topArticles(context.db, filter, limit),
      project: () => topProjects(context.db, filter, limit),
      agent: () => namedReaders(context.db, filter, limit),
    }
    return { data: await top[group_by](), meta: { limit, since_days, group_by } }
  },
})
