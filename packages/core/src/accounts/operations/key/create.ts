import { z } from 'zod'
import { LoopError } from '../../../error.ts'
import { operation } from '../../../operation.ts'
import { secret } from '../../../secret.ts'
import { text } from '../../../text.ts'
import { findAgent } from '../../agents.ts'
import { Key, keyOf } from '../../key.ts'
import { issueKeyBy } from '../../keys-by.ts'

export const createKey = operation({
  name: 'create_key',
  title: 'Create key',
  summary: 'Make an API key. The answer holds it this once; nobody can show it again. End it with revoke_key.',
  kind: 'write',
  roles: ['user', 'superadmin'],
  tool: false,
  status: 201,
  input: z.object({
    name: text(120, 1).describe('What the key is for'),
    role: z.enum(['user', 'orchestrator', 'agent']).describe('Exactly what the key may do'),
    agent_id: text(64, 1).optional().describe('The agent that acts with it, from list_agents'),
    expires_in_days: z.int().min(1).max(3650).optional().describe('Days until it ends by itself; never unless given'),
  }),
  output: z.object({ key: Key, token: secret(z.string()) }),
  async run({ name, role, agent_id, expires_in_days }, { actor, db, now, emit }) {
    if (agent_id !== undefined && !(await findAgent(db, agent_id))) {
      throw new LoopError('not_found', 'There is no such agent. See list_agents, or make one with create_agent.', {
        code: 'agent_not_found',
      })
    }
    const expiresAt = expires_in_days === undefined ? undefined : new Date(now().getTime() + expires_in_days * 86_400_000)
    const { key, token } = await issueKeyBy(db, actor, { name, role, agentId: agent_id, expiresAt }, now())
    emit({ type: 'key.created', entity: key.id, after: { role, agent_id: agent_id ?? null, expires_at: key.expires_at } })
    return { key: keyOf(key), token }
  },
})
