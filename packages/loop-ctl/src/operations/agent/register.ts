import { LoopError, operation } from 'loop-core'
import { addAgent, linkKeyToAgent } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { invalid } from '../../refusals.ts'
import { Agent, agentOf, agentTypes } from '../../views/agent.ts'
import { takenHere } from '../../views/tenant.ts'
import { limits } from '../../words.ts'

export const registerAgent = operation({
  name: 'register_agent',
  title: 'Register agent',
  summary: 'Give the calling key an agent of its own, for good: one key, one agent. Then it can claim_story.',
  flags: { agent_type: 'type' },
  kind: 'write',
  roles: ['agent'],
  rest: ['POST /api/v1/agents/register'],
  status: 201,
  tool: false,
  input: z.object({ name: field.said(limits.name), agent_type: z.enum(agentTypes), metadata: field.metadata.optional() }),
  output: z.object({ agent: Agent }),
  async run({ name, agent_type, metadata }, { actor, db, emit, now }) {
    if (actor.key === undefined) throw noKey()
    if (actor.agent) throw alreadyLinked()
    const given = { name, type: agent_type, memberId: actor.member?.id, metadata }
    const agent = await addAgent(db, given, now()).catch(named)
    if (!(await linkKeyToAgent(db, actor.key, agent.id))) throw alreadyLinked()
    const { id: agent_id, name: agent_name } = agent
    emit({ type: 'agent.registered', entity: agent_id, after: { name, agent_type }, details: { agent_id, agent_name, agent_type } })
    return { agent: agentOf(agent) }
  },
})

/** The same refusal in the words of this interface. */
function named(error: unknown): never {
  if (LoopError.is(error) && error.code === 'agent_exists') throw invalid({ name: takenHere }, { code: 'name_taken' })
  throw error
}

function alreadyLinked(): LoopError {
  return new LoopError('conflict', 'Conflict: this key stands for an agent already, and one key is one agent for good', {
    code: 'agent_already_registered',
    hints: ['Another agent needs a key of its own: POST /api/v1/api_keys with the role agent, then register with that one.'],
  })
}

function noKey(): LoopError {
  return new LoopError('invalid_input', 'Only a key can be given an agent, and this caller has none', {
    code: 'no_key',
    hints: ['On your own machine implementer-local, reviewer-local and orchestrator-local are ready. On a server, call with an agent key.'],
  })
}
