import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { noteAccess } from '../../knowledge/access.ts'
import * as articleField from '../../knowledge/fields.ts'
import { Found, search, searchMeta, searchModes } from '../../knowledge/search.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { articleCategories } from '../../words.ts'

export const findKnowledge = operation({
  name: 'find_knowledge',
  title: 'Search articles in pages',
  summary: 'The published articles that answer a query, the best first, in pages; those that are for all projects too.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/knowledge/search'],
  tool: false,
  input: z.object({
    q: articleField.query.describe('All of its words; OR, quotes for what stands together, and - for what must not stand there'),
    mode: z.enum(searchModes).optional(),
    project_id: field.projectFilter.optional(),
    story_id: field.epicFilter.optional().describe('For which story it is read'),
    category: field.word(articleCategories),
    tags: articleField.someTags.optional().describe('At least one of these, with commas between them'),
    ...paging,
  }),
  output: z.object({ data: z.array(Found), meta: PageMeta.extend(searchMeta) }),
  async run({ q, mode, project_id, story_id, category, tags, ...asked }, context) {
    const page = readPage(asked, { style: 'offset', size: 10, most: 50 })
    const filter = { category, tags, project_id: await projectFilter(context.db, project_id) }
    const { data, total, told } = await search(context.db, { ...filter, q, mode }, page)
    noteAccess(context, { type: 'search', articles: data.map(({ id }) => id), query: q, project_id, story_id })
    return { data, meta: { ...page.meta(total), ...told } }
  },
})
