import { operation } from 'loop-core'
import { z } from 'zod'
import { agentCosts } from '../../analytics/agents.ts'
import { costFilter, readCostFilter } from '../../analytics/filter.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { AgentCost } from '../../views/costs.ts'

export const getAgentCosts = operation({
  name: 'get_agent_costs',
  title: 'Get costs by agent',
  summary: 'What each agent has used, the cheapest by story first.',
  command: 'analytics agents',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/analytics/agents'],
  tool: false,
  input: z.object({ ...costFilter, ...paging }),
  output: z.object({ data: z.array(AgentCost), meta: PageMeta }),
  async run({ project_id, since, until, ...pages }, context) {
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const { data, total } = await agentCosts(context.db, await readCostFilter(context, { project_id, since, until }), page)
    return { data, meta: page.meta(total) }
  },
})
