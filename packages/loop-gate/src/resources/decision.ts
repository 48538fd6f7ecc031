import { resource, text } from 'loop-core'
import { z } from 'zod'
import { readDecision } from '../views/decision.ts'

export const oneDecision = resource({
  name: 'gate_decision',
  title: 'Decision',
  summary: 'All that was kept of one decision about a stop; last is the newest of this folder.',
  roles: ['agent', 'orchestrator', 'user'],
  uri: 'loop://gate/decisions/{id}',
  mimeType: 'application/json',
  parameters: z.object({ id: text(64, 1) }),
  read: ({ id }, context) => context.transaction(async (inner) => JSON.stringify(await readDecision(id, inner), null, 2)),
})
