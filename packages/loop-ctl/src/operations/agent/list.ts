import { operation } from 'loop-core'
import { type AgentQuery, countAgents, findAgents } from 'loop-core/accounts'
import { z } from 'zod'
import { PageMeta, paging, readPage } from '../../page.ts'
import { Agent, agentOf, agentStates, agentTypes } from '../../views/agent.ts'

/** What each order is called where the agents are kept. */
const orders = {
  name: 'name',
  agent_type: 'type',
  status: 'status',
  last_seen_at: 'last_seen_at',
  inserted_at: 'created_at',
} as const satisfies Record<string, AgentQuery['sortBy']>
const sortable = Object.keys(orders) as (keyof typeof orders)[]

// Core has a `list_agents` of its own, for all modules.
export const listAgents = operation({
  name: 'list_registered_agents',
  title: 'List agents',
  summary: 'The agents there are, with when each was last seen.',
  command: 'agent list',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/agents'],
  tool: false,
  // A filter that means nothing is passed over.
  input: z.object({
    agent_type: z.enum(agentTypes).optional().catch(undefined),
    status: z.enum(agentStates).optional().catch(undefined),
    sort_by: z.enum(sortable).optional().catch(undefined),
    ...paging,
  }),
  output: z.object({
    agents: z.array(Agent),
    total: z.int(),
    page: z.int(),
    page_size: z.int(),
    data: z.array(Agent),
    meta: PageMeta,
  }),
  async run({ agent_type: type, status, sort_by = 'name', ...pages }, { db }) {
    const { limit, offset, meta } = readPage(pages, { style: 'page', size: 20, most: 100 })
    const data = (await findAgents(db, { type, status, sortBy: orders[sort_by], limit, offset })).map(agentOf)
    const total = await countAgents(db, { type, status })
    return { agents: data, total, page: Math.floor(offset / limit) + 1, page_size: limit, data, meta: meta(total) }
  },
})
