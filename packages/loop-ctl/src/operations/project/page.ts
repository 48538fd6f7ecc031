import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { selectProjects } from '../../storage/projects.ts'
import { Project, projectOf } from '../../views/project.ts'

export const pageProjects = operation({
  name: 'page_projects',
  title: 'Page projects',
  summary: 'Projects by name, in pages; active ones unless said.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'project page',
  rest: ['GET /api/v1/projects'],
  tool: false,
  input: z.object({ status: field.word(['active', 'archived']), include_archived: field.flag, ...paging }),
  output: z.object({ data: z.array(Project), meta: PageMeta }),
  async run({ status, include_archived, ...asked }, { db }) {
    const page = readPage(asked, { style: 'page', size: 20, most: 100 })
    const { rows, total } = await selectProjects(db, status ?? (include_archived ? 'any' : 'active'), page)
    return { data: rows.map(projectOf), meta: page.meta(total) }
  },
})
