import { operation } from 'loop-core'
import { findAgent } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { notFound } from '../../refusals.ts'
import { Agent, agentOf } from '../../views/agent.ts'

export const getAgent = operation({
  name: 'get_agent',
  title: 'Get agent',
  summary: 'One agent, with when it was last seen.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/agents/:agent_id'],
  tool: false,
  input: z.object({ agent_id: field.agentId }),
  output: z.object({ agent: Agent }),
  async run({ agent_id }, { db }) {
    const agent = await findAgent(db, agent_id)
    if (agent === undefined) throw notFound('agent')
    return { agent: agentOf(agent) }
  },
})
