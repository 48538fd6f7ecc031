import { operation } from 'loop-core'
import { z } from 'zod'
import { announceClaim } from '../../changes/claim.ts'
import { returnExpired } from '../../changes/expire.ts'
import { giveClaim, isStillHeld } from '../../changes/give-claim.ts'
import { once, type Result } from '../../changes/once.ts'
import * as field from '../../fields.ts'
import { requireLoop, requireTask, seen } from '../../load.ts'
import { explainNothing, whyLoop, whyTask } from '../../next-work.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { leaseEnd } from '../../rules/lease.ts'
import { findPlaced, type PlacedLoop } from '../../storage/loop-order.ts'
import { takeFirstReady } from '../../storage/ready.ts'
import type { TaskRow } from '../../storage/tables.ts'
import { findTasks } from '../../storage/tasks.ts'
import { advertisedClaim, Claim } from '../../views/claim.ts'

export const claimNextWork = operation({
  name: 'claim_next_work',
  title: 'Claim next work',
  summary: 'Take the first ready task of the first loop under a lease: exactly one caller gets it. Without a task, reason says why.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/queue/claim'],
  command: 'task claim-next',
  toolsets: ['core', 'standard'],
  input: z.object({
    loop_id: field.loopId.optional(),
    lease_seconds: field.leaseSeconds.optional(),
    worker: field.worker,
    idempotency_key: field.idempotencyKey,
  }),
  output: Claim,
  advertised: advertisedClaim,
  async run({ idempotency_key, ...input }, context) {
    const queue = await openQueue(context)
    if (input.loop_id !== undefined) await requireLoop(queue, input.loop_id)
    const isOver = async (earlier: Result) => !(await isHeld(queue, earlier))
    const result = await once(queue, { operation: 'claim', key: idempotency_key, input, isOver }, () => take(queue, input))
    if (result === undefined) return { comments: [], why: [], ...(await explainNothing(queue, input.loop_id)) }
    if ('done' in result) {
      const { task, loop } = result.done
      return giveClaim(queue, task, [whyLoop(loop, loop.position), whyTask(task)], loop)
    }
    const task = await requireTask(queue, result.replayed.id)
    return { ...(await giveClaim(queue, task, ['You had claimed it already with this idempotency key.'])), replayed: true }
  },
})

/** A session may give its id as key at every claim: once its lease is over, the key is free for the next task. */
async function isHeld(queue: Queue, earlier: Result): Promise<boolean> {
  const [task] = await findTasks(queue.db, seen(queue), [earlier.id])
  return task !== undefined && isStillHeld(queue, task, earlier)
}

interface Terms {
  loop_id?: string
  lease_seconds?: number
  worker?: string
}

interface Taken extends Result {
  task: TaskRow
  loop: PlacedLoop
}

async function take(queue: Queue, { loop_id, lease_seconds, worker }: Terms): Promise<Taken | undefined> {
  await returnExpired(queue)
  const { at, me, actor, workspace } = queue
  const lease_expires_at = leaseEnd(at, at, lease_seconds ?? workspace.lease_seconds)
  const lease = { lease_holder: me, lease_member: actor.member?.id ?? null, lease_worker: worker ?? null, lease_expires_at }
  const task = await takeFirstReady(queue.db, { ...seen(queue), at, loopId: loop_id }, lease)
  if (task === undefined) return undefined
  const loop = (await findPlaced(queue.db, seen(queue), task.loop_id!))!
  await announceClaim(queue, { ...task, loop }, 'approved')
  return { id: task.id, generation: task.generation, task, loop }
}
