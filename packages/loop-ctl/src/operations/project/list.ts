import { operation } from 'loop-core'
import { z } from 'zod'
import { readToolPage, ToolPageMeta, toolPaging } from '../../page.ts'
import { selectProjects } from '../../storage/projects.ts'
import { ProjectBrief, projectOf } from '../../views/project.ts'
import { slimList } from '../../views/slim.ts'

export const listProjects = operation({
  name: 'list_projects',
  title: 'List projects',
  summary: 'Active projects by name, at most 20. Then get_progress, list_ready_stories.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'project list',
  toolsets: ['core', 'standard'],
  input: z.object({ offset: toolPaging.offset }),
  output: z.object({ data: z.array(ProjectBrief), meta: ToolPageMeta }),
  advertised: slimList,
  async run(input, { db }) {
    const page = readToolPage(input)
    const { rows, total } = await selectProjects(db, 'active', page)
    return { data: rows.map(projectOf), meta: page.meta(total) }
  },
})
