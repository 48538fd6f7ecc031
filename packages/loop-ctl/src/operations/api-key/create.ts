import { type Database, LoopError, operation, text } from 'loop-core'
import { countLiveKeys, findAgent, issueKeyBy } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { invalid } from '../../refusals.ts'
import { lockSettings } from '../../settings.ts'
import { NewApiKey, newApiKeyOf } from '../../views/api-key.ts'
import { limits } from '../../words.ts'

export const createApiKey = operation({
  name: 'create_api_key',
  title: 'Create API key',
  summary:
    'Make a key, for an agent that there is or for one that POST /api/v1/agents/register will link to it. The answer holds it this once.',
  command: 'api-key create',
  kind: 'write',
  roles: ['user'],
  rest: ['POST /api/v1/api_keys'],
  status: 201,
  tool: false,
  input: z.object({
    name: field.said(limits.name),
    role: z.enum(['user', 'orchestrator', 'agent', 'superadmin']).describe('What the key may do; not superadmin'),
    expires_at: field.instant.nullish(),
    agent_id: text(64).nullish().describe('The agent that acts with it; an orchestrator needs one'),
  }),
  output: z.object({ api_key: NewApiKey }),
  async run({ name, role, expires_at, agent_id }, { actor, db, emit, now }) {
    if (role === 'superadmin') throw notHere()
    await requireRoom(db, now())
    if (agent_id && !(await findAgent(db, agent_id))) throw unknownAgent()
    const expiresAt = expires_at ? new Date(expires_at) : undefined
    const issued = await issueKeyBy(db, actor, { name, role, agentId: agent_id ?? undefined, expiresAt }, now())
    const { id, ...made } = issued.key
    emit({ type: 'key.created', entity: id, after: { role, agent_id: made.agent_id, expires_at: made.expires_at } })
    return { api_key: newApiKeyOf(issued) }
  },
})

async function requireRoom(db: Database, now: Date): Promise<void> {
  const { max_api_keys } = await lockSettings(db, now)
  if ((await countLiveKeys(db)) < max_api_keys) return
  throw new LoopError('invalid_input', `API key limit reached (max: ${max_api_keys})`, {
    code: 'limit_reached',
    hints: ['Revoke a key that nobody needs: DELETE /api/v1/api_keys/:api_key_id. Or raise max_api_keys in the settings.'],
  })
}

function notHere(): LoopError {
  return new LoopError('forbidden', 'Forbidden: a superadmin key cannot be made over this interface', {
    code: 'superadmin_key',
    hints: ['Choose user, orchestrator or agent.'],
  })
}

function unknownAgent(): LoopError {
  return invalid(
    { agent_id: 'is no agent of yours' },
    { code: 'agent_not_found', hints: ['GET /api/v1/agents shows the agents there are.'] },
  )
}
