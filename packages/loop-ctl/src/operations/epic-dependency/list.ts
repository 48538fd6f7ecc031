import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { listEpicDependencies as list } from '../../storage/dependencies.ts'
import { EpicDependency, epicDependencyOf } from '../../views/dependency.ts'

export const listEpicDependencies = operation({
  name: 'list_epic_dependencies',
  title: 'List epic dependencies',
  summary: 'Which epics of a project wait for which.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/projects/:project_id/epic_dependencies'],
  command: 'epic-dependency list',
  tool: false,
  input: z.object({ project_id: field.projectId, ...paging }),
  output: z.object({ data: z.array(EpicDependency), meta: PageMeta }),
  async run({ project_id, ...pages }, context) {
    const project = await requireProject(context.db, project_id)
    const page = readPage(pages, { style: 'page', size: 100, most: 500 })
    const { rows, total } = await list(context.db, project.id, page)
    return { data: rows.map(epicDependencyOf), meta: page.meta(total) }
  },
})
