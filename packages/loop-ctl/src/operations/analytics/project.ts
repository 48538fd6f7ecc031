import { operation } from 'loop-core'
import { z } from 'zod'
import { days, readDays } from '../../analytics/filter.ts'
import { projectCosts } from '../../analytics/project.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { ProjectCost } from '../../views/costs.ts'

export const getProjectCosts = operation({
  name: 'get_project_costs',
  title: 'Get costs of a project',
  summary: 'What a project has cost, by phase and by model, and how much of its budget that is.',
  command: 'analytics project',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/analytics/projects/:project_id'],
  tool: false,
  input: z.object({ project_id: field.projectId, ...days }),
  output: z.object({ data: ProjectCost }),
  async run({ project_id, ...given }, { db }) {
    const { id } = await requireProject(db, project_id)
    return { data: await projectCosts(db, id, readDays(given)) }
  },
})
