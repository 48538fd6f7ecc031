import type { z } from 'zod'
import { seen, viewTask } from '../load.ts'
import type { Queue } from '../queue.ts'
import { leaseLost } from '../refusals.ts'
import { tokenOf } from '../rules/lease.ts'
import { newestComments } from '../storage/comments.ts'
import { findLoop } from '../storage/loops.ts'
import type { LoopRow, TaskRow } from '../storage/tables.ts'
import type { Claim } from '../views/claim.ts'
import { commentOf } from '../views/comment.ts'
import { isHolder } from './hold.ts'
import type { Result } from './once.ts'

const nextOfClaim =
  'Read workspace_ai_context, loop.ai_context and the body. heartbeat_task before half of lease.seconds is over; then complete_task, or release_task with the reason.'

/** Answers a claim; the token is made anew, so the same call later gives the same one. */
export async function giveClaim(queue: Queue, row: TaskRow, why: string[], known?: LoopRow): Promise<z.input<typeof Claim>> {
  const loop = known ?? (row.loop_id === null ? undefined : await findLoop(queue.db, seen(queue), row.loop_id))
  const comments = row.comment_count === 0 ? [] : await newestComments(queue.db, { task_id: row.id }, 5)
  const { ai_context } = queue.workspace
  return {
    task: await viewTask(queue, row),
    ...(loop && { loop: { id: loop.id, name: loop.name, ...(loop.ai_context && { ai_context: loop.ai_context }) } }),
    ...(ai_context && { workspace_ai_context: ai_context }),
    lease: leaseOf(queue, row),
    comments: comments.toReversed().map(commentOf),
    why,
    next: nextOfClaim,
  }
}

function leaseOf({ workspace }: Queue, { id, generation, lease_expires_at, lease_claimed_at }: TaskRow) {
  const seconds = Math.round((Date.parse(lease_expires_at!) - Date.parse(lease_claimed_at!)) / 1_000)
  return { token: tokenOf(workspace, id, generation), generation, expires_at: lease_expires_at!, seconds }
}

/** Refuses to repeat a claim whose lease is over by now. */
export function requireStillHeld(queue: Queue, task: TaskRow, result: Result): void {
  if (!isStillHeld(queue, task, result)) throw leaseLost(task)
}

/** Whether the lease that a claim gave still lives. */
export function isStillHeld(queue: Queue, task: TaskRow, { generation }: Result): boolean {
  return task.generation === generation && task.lease_kind === 'explicit' && isHolder(queue, task) && task.lease_expires_at! > queue.at
}
