import { operation, secret } from 'loop-core'
import { z } from 'zod'
import { notices, noticesOf, renew } from '../../changes/lease.ts'
import * as field from '../../fields.ts'
import { requireTask } from '../../load.ts'
import { openQueue } from '../../queue.ts'

export const heartbeatTask = operation({
  name: 'heartbeat_task',
  title: 'Keep lease',
  summary: 'Keep your lease alive; call it before half of it is over. lease_lost or lease_expired: stop working on the task.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator', 'agent'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/tasks/:task_id/heartbeat'],
  toolsets: ['core', 'standard'],
  input: z.object({ task_id: field.taskId, lease_token: secret(field.leaseToken), lease_seconds: field.leaseSeconds.optional() }),
  output: z.object({ expires_at: z.string(), generation: z.int(), notices: z.array(z.enum(notices)) }),
  advertised: z.object({ expires_at: z.string(), notices: z.array(z.string()) }),
  async run({ task_id, lease_token, lease_seconds }, context) {
    const queue = await openQueue(context)
    const task = await requireTask(queue, task_id)
    const renewed = await renew(queue, task, lease_token, lease_seconds)
    return {
      expires_at: renewed.lease_expires_at!,
      generation: renewed.generation,
      notices: await noticesOf(queue, { ...task, lease_expires_at: renewed.lease_expires_at }),
    }
  },
})
