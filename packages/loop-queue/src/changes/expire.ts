import type { AgentlessQueue } from '../queue.ts'
import { asOf, endedLease, isExpired } from '../rules/lease.ts'
import type { TaskRow } from '../storage/tables.ts'
import { expiredTasks, updateTask } from '../storage/tasks.ts'
import { announceTask } from './announce.ts'

/** Writes down that leases have run out; the tasks had been free since then. */
export async function returnExpired(queue: AgentlessQueue, limit = 100): Promise<number> {
  const tasks = await expiredTasks(queue.db, queue.workspace.id, queue.at, limit)
  for (const task of tasks) await returnTask(queue, task)
  return tasks.length
}

/** The task as it is now, written down where its lease has run out. */
export async function current(queue: AgentlessQueue, task: TaskRow): Promise<TaskRow> {
  return isExpired(task, queue.at) ? ((await returnTask(queue, task)) ?? task) : task
}

async function returnTask(queue: AgentlessQueue, task: TaskRow): Promise<TaskRow | undefined> {
  const { status, failures, not_before, dead_at, dead_reason } = asOf(task, queue.at, queue.workspace)
  const changes = { status, failures, not_before, dead_at, dead_reason, ...endedLease, updated_at: queue.at }
  const returned = await updateTask(queue.db, task, changes)
  if (returned === undefined) return undefined
  const { generation, lease_holder, lease_expires_at } = task
  const lost = { generation, cause: 'expired', holder: lease_holder, expired_at: lease_expires_at, status, failures }
  await announceTask(queue, 'task.lease_lost', task, { ...lost, before: { status: task.status } })
  if (dead_at !== null) await announceTask(queue, 'task.dead', task, { failures, reason: dead_reason })
  return returned
}
