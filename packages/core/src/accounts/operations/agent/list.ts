import { z } from 'zod'
import { operation } from '../../../operation.ts'
import { Agent } from '../../agent.ts'
import { findAgents } from '../../agents.ts'

export const listAgents = operation({
  name: 'list_agents',
  title: 'List agents',
  summary: 'The agents of this tenant by name, at most 100.',
  command: 'agent list',
  kind: 'read',
  roles: ['user', 'orchestrator', 'superadmin'],
  tool: false,
  input: z.object({}),
  output: z.object({ agents: z.array(Agent) }),
  async run(_, { db }) {
    return { agents: await findAgents(db, { limit: 100 }) }
  },
})
