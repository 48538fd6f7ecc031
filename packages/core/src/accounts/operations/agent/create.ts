import { z } from 'zod'
import { operation } from '../../../operation.ts'
import { text } from '../../../text.ts'
import { Agent } from '../../agent.ts'
import { addAgent } from '../../agents.ts'

export const createAgent = operation({
  name: 'create_agent',
  title: 'Create agent',
  summary: 'Add an agent under a name of its own. Then make its key with create_key.',
  kind: 'write',
  roles: ['user', 'superadmin'],
  tool: false,
  status: 201,
  input: z.object({ name: text(120, 1).describe('Unique in the tenant'), type: z.enum(['implementer', 'orchestrator']) }),
  output: z.object({ agent: Agent }),
  async run({ name, type }, { actor, db, now, emit }) {
    const agent = await addAgent(db, { name, type, memberId: actor.member?.id }, now())
    emit({ type: 'agent.created', entity: agent.id, after: { type } })
    return { agent }
  },
})
