import { operation } from 'loop-core'
import { z } from 'zod'
import { createLoop as create } from '../../changes/create-loop.ts'
import { once } from '../../changes/once.ts'
import * as field from '../../fields.ts'
import { requireLoop, viewLoop } from '../../load.ts'
import { openQueue } from '../../queue.ts'
import { Loop } from '../../views/loop.ts'
import { someObject } from '../../views/some-object.ts'

export const createLoop = operation({
  name: 'create_loop',
  title: 'Create loop',
  summary: 'Make a loop: a group of tasks that is ordered, worked on and shipped together. It comes last in the queue.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['POST /api/v1/loops'],
  toolsets: ['seed', 'standard'],
  input: z.object({
    name: field.name,
    ai_context: field.aiContext.optional().describe('Instructions for every agent that works on its tasks'),
    description: field.description.optional().describe('For people'),
    visibility: field.visibility.optional().describe('public unless said'),
    priority: field.loopPriority.optional().describe('0 is first; last unless said'),
    idempotency_key: field.idempotencyKey,
  }),
  output: z.object({ loop: Loop, replayed: z.boolean().optional() }),
  advertised: someObject,
  version: ({ loop }) => loop.version,
  async run({ idempotency_key, ...input }, context) {
    const queue = await openQueue(context)
    const result = await once(queue, { operation: 'create_loop', key: idempotency_key, input }, () => create(queue, input))
    if ('replayed' in result!) return { loop: await viewLoop(queue, await requireLoop(queue, result.replayed.id)), replayed: true }
    return { loop: await viewLoop(queue, result!.done) }
  },
})
