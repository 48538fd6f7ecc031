import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { ArticlePage, articleFilters, pageOfArticles } from '../../knowledge/list.ts'

export const listArticles = operation({
  name: 'list_articles',
  title: 'List articles',
  summary: 'Articles of any status, newest first, in pages.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'article list',
  rest: ['GET /api/v1/articles'],
  tool: false,
  input: z.object({ project_id: field.projectFilter.optional(), ...articleFilters }),
  output: ArticlePage,
  async run({ project_id, ...asked }, { db }) {
    return pageOfArticles(db, { ...asked, project_id: await projectFilter(db, project_id) })
  },
})
