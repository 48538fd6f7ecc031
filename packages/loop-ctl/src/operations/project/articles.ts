import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { ArticlePage, articleFilters, pageOfArticles } from '../../knowledge/list.ts'
import { requireProject } from '../../references.ts'

export const listProjectArticles = operation({
  name: 'list_project_articles',
  title: 'List articles of a project',
  summary: 'The articles of one project, of any status, newest first, in pages; not those that are for all.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'project articles',
  rest: ['GET /api/v1/projects/:project_id/articles'],
  tool: false,
  input: z.object({ project_id: field.projectId, ...articleFilters }),
  output: ArticlePage,
  async run({ project_id, ...asked }, { db }) {
    const project = await requireProject(db, project_id)
    return pageOfArticles(db, { ...asked, project_id: project.id })
  },
})
