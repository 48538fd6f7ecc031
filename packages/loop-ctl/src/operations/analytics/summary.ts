import { operation } from 'loop-core'
import { z } from 'zod'
import { agentCosts } from '../../analytics/agents.ts'
import { epicCosts } from '../../analytics/epics.ts'
import { modelCosts } from '../../analytics/models.ts'
import { projectCosts } from '../../analytics/project.ts'
import type { CtlDatabase } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { readToolPage, ToolPageMeta } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { AgentCost, EpicCost, ModelCost, ProjectCost } from '../../views/costs.ts'

const lists = { agent: agentCosts, epic: epicCosts, model: modelCosts }

export const getCostSummary = operation({
  name: 'get_cost_summary',
  title: 'Get cost summary',
  summary: 'What a project has cost in millicents (100,000 are $1), whole or as a list.',
  command: 'analytics summary',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  input: z.object({ project_id: field.projectId, breakdown: z.enum(['agent', 'epic', 'model']).optional() }),
  output: z.object({
    data: z.union([ProjectCost, z.array(AgentCost), z.array(EpicCost), z.array(ModelCost)]),
    meta: ToolPageMeta.optional(),
  }),
  advertised: z.looseObject({}),
  async run({ project_id, breakdown }, { db }) {
    const { id } = await requireProject(db, project_id)
    return breakdown === undefined ? { data: await projectCosts(db, id, {}) } : listed(db, id, breakdown)
  },
})

async function listed(db: CtlDatabase, project: string, breakdown: keyof typeof lists) {
  const page = readToolPage({})
  const { data, total } = await lists[breakdown](db, { project }, page)
  return { data, meta: page.meta(total) }
}
