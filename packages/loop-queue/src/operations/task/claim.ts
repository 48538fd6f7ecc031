import { operation } from 'loop-core'
import { z } from 'zod'
import { announceClaim, claimColumns, requireReady } from '../../changes/claim.ts'
import { current } from '../../changes/expire.ts'
import { giveClaim, requireStillHeld } from '../../changes/give-claim.ts'
import { overtaken } from '../../changes/hold.ts'
import { once } from '../../changes/once.ts'
import * as field from '../../fields.ts'
import { requireTask } from '../../load.ts'
import { openQueue, type Queue } from '../../queue.ts'
import type { TaskRow } from '../../storage/tables.ts'
import { updateLease } from '../../storage/tasks.ts'
import { advertisedClaim, Claim } from '../../views/claim.ts'

export const claimTask = operation({
  name: 'claim_task',
  title: 'Claim task',
  summary: 'Take one ready task under a lease; nobody else can have it meanwhile. claim_next_work picks the task for you.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/tasks/:task_id/claim'],
  toolsets: ['standard'],
  input: z.object({
    task_id: field.taskId,
    lease_seconds: field.leaseSeconds.optional(),
    worker: field.worker,
    idempotency_key: field.idempotencyKey,
  }),
  output: Claim,
  advertised: advertisedClaim,
  async run({ idempotency_key, ...input }, context) {
    const queue = await openQueue(context)
    const row = await requireTask(queue, input.task_id)
    const call = { operation: 'claim', key: idempotency_key, input }
    const result = await once(queue, call, async () => await claim(queue, await current(queue, row), input))
    if ('done' in result!) return giveClaim(queue, result.done, ['You asked for this task, and it was ready.'])
    requireStillHeld(queue, row, result!.replayed)
    return { ...(await giveClaim(queue, row, ['You had claimed it already with this idempotency key.'])), replayed: true }
  },
})

interface Terms {
  lease_seconds?: number
  worker?: string
}

async function claim(queue: Queue, task: TaskRow, { lease_seconds, worker }: Terms): Promise<TaskRow> {
  await requireReady(queue, task)
  const terms = claimColumns(queue, { kind: 'explicit', seconds: lease_seconds ?? queue.workspace.lease_seconds, worker })
  const news = { lease_seen_version: task.version, lease_seen_comments: task.comment_count }
  const claimed = await updateLease(queue.db, task, { ...terms, ...news, generation: task.generation + 1 })
  if (claimed === undefined) throw overtaken(task)
  await announceClaim(queue, claimed, task.status)
  return claimed
}
