import { inWorkOrder } from '../next-work.ts'
import type { Queue } from '../queue.ts'
import { asOf } from '../rules/lease.ts'
import { edgesTo, recount, resolveEdges } from '../storage/dependencies.ts'
import type { EdgeKind, LineRow, TaskRow } from '../storage/tables.ts'
import { loadLines } from '../storage/tasks.ts'
import { isSettled, type TaskStatus } from '../words.ts'
import { announceTasks, audienceOf } from './announce.ts'

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
export async function followStatus(queue: Queue, task: TaskRow): Promise<LineRow[]> {
  const resolved = resolvedKinds(task.status)
  const open = (['blocks', 'parent'] as const).filter((kind) => !resolved.includes(kind))
  const freed = await resolveEdges(queue.db, task.id, resolved, queue.at)
  const stopped = await resolveEdges(queue.db, task.id, open, null)
  const concerned = await recount(queue.db, [...new Set([...freed, ...stopped])])
  if (task.status === 'rejected') await tellOfRejection(queue, task)
  const isFreed = new Set(freed)
  return tellUnblocked(
    queue,
    concerned.filter(({ id }) => isFreed.has(id)),
    task,
  )
}

/** Announces those of some tasks that wait for nothing any more, and gives them in work order. */
async function tellUnblocked(queue: Queue, tasks: readonly LineRow[], by: Pick<TaskRow, 'id'>): Promise<LineRow[]> {
  const unblocked = tasks
    .map((task) => asOf(task, queue.at, queue.workspace))
    .filter(({ status, open_blockers }) => status === 'approved' && open_blockers === 0)
    .sort(inWorkOrder)
  await announceTasks(queue, 'task.unblocked', unblocked, { by: by.id })
  return unblocked
}

/** Counts anew and announces those of some tasks, given as they were before a change, that waited then and do not any more. */
export async function tellFreed(
  queue: Queue,
  before: readonly Pick<TaskRow, 'id' | 'open_blockers'>[],
  by: Pick<TaskRow, 'id'>,
): Promise<LineRow[]> {
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
  const tasks = await loadLines(
    queue.db,
    waiting.map(({ task_id }) => task_id),
  )
  const unsettled = tasks.filter(({ status }) => !isSettled(status))
  const isPublic = (await audienceOf(queue, task.loop_id)) === undefined
  // Not everybody who may know of the one may know of the other.
  const mayKnow = ({ loop_id }: LineRow) => isPublic || loop_id === task.loop_id
  await announceTasks(queue, 'task.blocker_rejected', unsettled.filter(mayKnow), { by: task.id, by_title: task.title })
  const others = unsettled.filter((each) => !mayKnow(each))
  await announceTasks(queue, 'task.blocker_rejected', others, {})
}
