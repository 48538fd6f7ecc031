import type { Queue } from '../queue.ts'
import { asOf } from '../rules/lease.ts'
import { edgesTo, recount, resolveEdges } from '../storage/dependencies.ts'
import type { EdgeKind, TaskRow } from '../storage/tables.ts'
import { loadTasks } from '../storage/tasks.ts'
import { isSettled, type TaskStatus } from '../words.ts'
import { announceTask, audienceOf } from './announce.ts'

/** Which kinds of edge to a task of a status are resolved: who waits for work needs it shipped, a parent only needs it settled. */
export function resolvedKinds(status: TaskStatus): EdgeKind[] {
  if (status === 'shipped') return ['blocks', 'parent']
  return status === 'rejected' ? ['parent'] : []
}

/** Whether a change of status can free or stop others. */
export function concernsOthers(from: TaskStatus, to: TaskStatus): boolean {
  return from !== to && (isSettled(from) || isSettled(to))
}

/** Brings what waits for a task up to date with its new status and gives the tasks that became ready to be worked on. */
export async function followStatus(queue: Queue, task: TaskRow): Promise<TaskRow[]> {
  const resolved = resolvedKinds(task.status)
  const open = (['blocks', 'parent'] as const).filter((kind) => !resolved.includes(kind))
  const freed = await resolveEdges(queue.db, task.id, resolved, queue.at)
  const stopped = await resolveEdges(queue.db, task.id, open, null)
  const concerned = await recount(queue.db, [...new Set([...freed, ...stopped])])
  if (task.status === 'rejected') await tellOfRejection(queue, task)
  return tellUnblocked(
    queue,
    concerned.filter(({ id }) => freed.includes(id)),
    task,
  )
}

/** Announces those of some tasks that wait for nothing any more. */
async function tellUnblocked(queue: Queue, tasks: readonly TaskRow[], by: Pick<TaskRow, 'id'>): Promise<TaskRow[]> {
  const unblocked = tasks
    .map((task) => asOf(task, queue.at, queue.workspace))
    .filter(({ status, open_blockers }) => status === 'approved' && open_blockers === 0)
  for (const task of unblocked) await announceTask(queue, 'task.unblocked', task, { by: by.id })
  return unblocked
}

/** Counts anew and announces those of some tasks, given as they were before a change, that waited then and do not any more. */
export async function tellFreed(queue: Queue, before: readonly TaskRow[], by: Pick<TaskRow, 'id'>): Promise<TaskRow[]> {
  const counted = await recount(
    queue.db,
    before.map(({ id }) => id),
  )
  const waited = new Set(before.filter(({ open_blockers }) => open_blockers > 0).map(({ id }) => id))
  return tellUnblocked(
    queue,
    counted.filter(({ id }) => waited.has(id)),
    by,
  )
}

/** Work whose ground was declined must not begin by itself, so somebody has to decide. */
async function tellOfRejection(queue: Queue, task: TaskRow): Promise<void> {
  const waiting = (await edgesTo(queue.db, task.id)).filter(({ kind, resolved_at }) => kind === 'blocks' && resolved_at === null)
  const tasks = await loadTasks(
    queue.db,
    waiting.map(({ task_id }) => task_id),
  )
  const isPublic = (await audienceOf(queue, task.loop_id)) === undefined
  for (const each of tasks) {
    // Not everybody who may know of the one may know of the other.
    const what = isPublic || each.loop_id === task.loop_id ? { by: task.id, by_title: task.title } : {}
    if (!isSettled(each.status)) await announceTask(queue, 'task.blocker_rejected', each, what)
  }
}
