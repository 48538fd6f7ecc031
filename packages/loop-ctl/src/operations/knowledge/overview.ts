import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { noteAccess } from '../../knowledge/access.ts'
import { requireProject } from '../../references.ts'
import { mostIndexed, publishedCounts, publishedIndex } from '../../storage/article-index.ts'
import { Indexed, indexOf } from '../../views/article.ts'
import { articleCategories } from '../../words.ts'

const some = z.looseObject({})
const counts = z.partialRecord(z.enum(articleCategories), z.int())

export const knowledgeIndex = operation({
  name: 'knowledge_index',
  title: 'Index of articles',
  summary: 'The titles of published articles by category, the last changed 1000; of a project with those for all. Then knowledge_get.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'knowledge overview',
  rest: ['GET /api/v1/knowledge/index', 'GET /api/v1/projects/:project_id/knowledge/index'],
  input: z.object({ project_id: field.projectId.optional(), story_id: field.epicFilter.optional() }),
  output: z.object({
    data: z.partialRecord(z.enum(articleCategories), z.array(Indexed)),
    meta: z.object({ total_count: z.int(), categories: counts, truncated: z.boolean() }),
  }),
  advertised: z.object({ data: some, meta: some }),
  async run({ project_id, story_id }, context) {
    const project = project_id === undefined ? undefined : (await requireProject(context.db, project_id)).id
    const rows = await publishedIndex(context.db, project)
    const categories = await publishedCounts(context.db, project)
    noteAccess(context, { type: 'index', articles: rows.map(({ id }) => id), project_id, story_id })
    const total_count = Object.values(categories).reduce((sum, count) => sum + count, 0)
    return { data: indexOf(rows), meta: { total_count, categories, truncated: total_count > mostIndexed } }
  },
})
