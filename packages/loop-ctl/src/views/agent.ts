import { text, time } from 'loop-core'
import type { AgentRow } from 'loop-core/accounts'
import { z } from 'zod'

export const agentTypes = ['orchestrator', 'implementer'] as const
export const agentStates = ['active', 'idle', 'deactivated'] as const

export const Agent = z.object({
  id: text(64),
  name: z.string(),
  agent_type: z.enum(agentTypes),
  status: z.enum(agentStates),
  last_seen_at: time().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  inserted_at: time(),
  updated_at: time(),
})

export function agentOf({ id, name, type, status, last_seen_at, metadata, created_at }: AgentRow): z.output<typeof Agent> {
  const told = { id, name, agent_type: type, status, last_seen_at, metadata: JSON.parse(metadata) }
  // Nothing of an agent changes but when it was seen.
  return { ...told, inserted_at: created_at, updated_at: last_seen_at ?? created_at }
}
