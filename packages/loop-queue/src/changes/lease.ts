import type { Queue } from '../queue.ts'
import { leaseEnd, longestLease } from '../rules/lease.ts'
import { findLoop } from '../storage/loops.ts'
import type { TaskRow } from '../storage/tables.ts'
import { updateLease } from '../storage/tasks.ts'
import { overtaken, requireLease } from './hold.ts'

export const notices = ['task_edited', 'comments_added', 'loop_on_hold', 'loop_shipped', 'near_limit'] as const
export type Notice = (typeof notices)[number]

/** Renews the lease that a token names, for a holder who then knows all that others changed; it never becomes shorter. */
export async function renew(queue: Queue, task: TaskRow, token: string, seconds = queue.workspace.lease_seconds): Promise<TaskRow> {
  const news = { lease_seen_version: task.version, lease_seen_comments: task.comment_count }
  return extend(queue, task, { token, seconds }, news)
}

/** Renews it by a write of the holder, whose own changes are no news to them. */
export async function renewByWriting(
  queue: Queue,
  task: TaskRow,
  token: string,
  { edits = 0, comments = 0 }: { edits?: number; comments?: number },
): Promise<TaskRow> {
  const news = { lease_seen_version: task.lease_seen_version! + edits, lease_seen_comments: task.lease_seen_comments! + comments }
  return extend(queue, task, { token, seconds: queue.workspace.lease_seconds }, news)
}

type News = Pick<TaskRow, 'lease_seen_version' | 'lease_seen_comments'>

async function extend(queue: Queue, task: TaskRow, { token, seconds }: { token: string; seconds: number }, news: News): Promise<TaskRow> {
  requireLease(queue, task, token)
  const end = leaseEnd(task.lease_claimed_at!, queue.at, seconds)
  const lease_expires_at = [task.lease_expires_at!, end].toSorted().at(-1)!
  const renewed = await updateLease(queue.db, task, { lease_expires_at, lease_seen_at: queue.at, ...news })
  if (renewed === undefined) throw overtaken(task)
  return renewed
}

const nearLimit = 15 * 60_000

/** What happened to a held task since its holder last wrote. */
export async function noticesOf(queue: Queue, task: TaskRow): Promise<Notice[]> {
  const loop =
    task.loop_id === null ? undefined : await findLoop(queue.db, { workspaceId: queue.workspace.id, viewer: queue.viewer }, task.loop_id)
  const limit = Date.parse(task.lease_claimed_at!) + longestLease
  const found: Record<Notice, boolean> = {
    task_edited: task.version > task.lease_seen_version!,
    comments_added: task.comment_count > task.lease_seen_comments!,
    loop_on_hold: loop?.status === 'on_hold',
    loop_shipped: loop?.status === 'shipped',
    near_limit: limit - Date.parse(queue.at) < nearLimit,
  }
  return notices.filter((notice) => found[notice])
}
