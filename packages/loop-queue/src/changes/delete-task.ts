import type { Queue } from '../queue.ts'
import { edgesTo } from '../storage/dependencies.ts'
import type { LineRow, TaskNode, TaskRow } from '../storage/tables.ts'
import { childrenOf, deleteTask as deleteRow, familyOf, loadNodes, writeParent } from '../storage/tasks.ts'
import { lockGraph } from '../storage/workspaces.ts'
import { announceTask } from './announce.ts'
import { tellFreed } from './follow-status.ts'
import { overtaken, rightTo } from './hold.ts'
import { disinherit } from './inherit.ts'

/** Deletes a task with its comments and edges; its children lose their parent. Gives what waited for it and became ready. */
export async function deleteTask(queue: Queue, task: TaskRow, override?: boolean): Promise<LineRow[]> {
  const right = rightTo(queue, task, { override })
  await lockGraph(queue.db, queue.workspace.id)
  const waiting = (await edgesTo(queue.db, task.id)).map(({ task_id }) => task_id)
  const children = await childrenOf(queue.db, [task.id])
  const before = await familyOf(queue.db, [...(await loadNodes(queue.db, [...new Set(waiting)])), ...children])
  for (const child of children) await orphan(queue, child)
  if (!(await deleteRow(queue.db, task))) throw overtaken(task)
  if (right === 'override') await announceLoss(queue, task)
  await announceTask(queue, 'task.deleted', task, { before: { status: task.status } })
  return tellFreed(queue, before, task)
}

async function orphan(queue: Queue, child: TaskNode): Promise<void> {
  await writeParent(queue.db, child.id, null)
  await disinherit(queue, child)
}

async function announceLoss(queue: Queue, task: TaskRow): Promise<void> {
  const { generation, lease_holder: holder } = task
  await announceTask(queue, 'task.lease_lost', task, { generation, cause: 'override', holder, deleted: true })
}
