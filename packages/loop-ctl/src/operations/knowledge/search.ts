import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { noteAccess } from '../../knowledge/access.ts'
import * as articleField from '../../knowledge/fields.ts'
import { Found, search, searchMeta, searchModes } from '../../knowledge/search.ts'
import { readToolPage, ToolPageMeta, toolPaging } from '../../page.ts'
import { slimList } from '../../views/slim.ts'

export const knowledgeSearch = operation({
  name: 'knowledge_search',
  title: 'Search articles',
  summary: 'Published articles with all of these words; "a phrase", OR and -not work. Then knowledge_get.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'knowledge search',
  input: z.object({
    q: articleField.query,
    project_id: field.projectFilter.optional(),
    story_id: field.epicFilter.optional(),
    category: articleField.category.optional(),
    tags: articleField.someTags.optional(),
    mode: z.enum(searchModes).optional(),
    limit: toolPaging.limit,
  }),
  output: z.object({ data: z.array(Found), meta: ToolPageMeta.extend(searchMeta) }),
  advertised: slimList,
  async run({ q, project_id, story_id, limit = 10, ...filter }, context) {
    const page = readToolPage({ limit })
    const project = await projectFilter(context.db, project_id)
    const { data, total, told } = await search(context.db, { ...filter, q, project_id: project }, page)
    noteAccess(context, { type: 'search', articles: data.map(({ id }) => id), query: q, project_id, story_id })
    return { data, meta: { ...page.meta(total), ...told } }
  },
})
