import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { noteAccess } from '../../knowledge/access.ts'
import { contextOf } from '../../knowledge/context.ts'
import * as articleField from '../../knowledge/fields.ts'
import { searchMeta } from '../../knowledge/search.ts'
import { ContextArticle } from '../../views/article.ts'
import { slimList } from '../../views/slim.ts'
import { articleStatuses } from '../../words.ts'

export const knowledgeContext = operation({
  name: 'knowledge_context',
  title: 'Context of work',
  summary: 'The articles that matter most to what you describe, whole; of equals the newer. At most 20, 5 unless said.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'knowledge context',
  rest: ['GET /api/v1/knowledge/context'],
  input: z.object({
    query: articleField.query,
    project_id: field.projectFilter.optional(),
    story_id: field.epicFilter.optional(),
    limit: articleField.within(1, 20),
    recency_weight: articleField.within(0, 1).describe('From 0 to 1'),
    status: field.word(articleStatuses),
  }),
  output: z.object({ data: z.array(ContextArticle), meta: z.object({ count: z.int(), limit: z.int(), ...searchMeta }) }),
  advertised: slimList,
  async run({ query, project_id, story_id, limit: wanted = 5, recency_weight = 0.3, status = 'published' }, context) {
    const limit = Math.trunc(wanted)
    const filter = { project_id: await projectFilter(context.db, project_id), status: context.actor.role === 'user' ? status : 'published' }
    const data = await contextOf(context, { ...filter, query, limit, recency_weight } as const)
    noteAccess(context, { type: 'context', articles: data.map(({ id }) => id), query, project_id, story_id })
    return { data, meta: { count: data.length, limit, search_mode: 'keyword' as const, fallback: true as const } }
  },
})
