import type { Queue } from '../queue.ts'
import { conflict } from '../refusals.ts'
import { deleteEdge, edgesFrom, insertEdges, recount } from '../storage/dependencies.ts'
import type { TaskRow } from '../storage/tables.ts'
import { childrenOf, loadTasks } from '../storage/tasks.ts'
import { lockGraph } from '../storage/workspaces.ts'
import { edgeRow, refuseCycle } from './edges.ts'
import { tellUnblocked } from './follow-status.ts'
import { disinherit, inheritDown } from './inherit.ts'

const maxDepth = 20

/** Gives a task another parent, or none: the parent waits for it, and it waits for what the parent waits for. */
export async function setParent(queue: Queue, child: TaskRow, parent: TaskRow | null): Promise<TaskRow[]> {
  await lockGraph(queue.db, queue.workspace.id)
  const freed = child.parent_id === null ? [] : await leave(queue, child, child.parent_id)
  if (parent === null) return freed
  await refuseCycle(queue, parent, child)
  await refuseDepth(queue, child, parent)
  await queue.db.updateTable('queue_tasks').set({ parent_id: parent.id }).where('id', '=', child.id).execute()
  await insertEdges(queue.db, [edgeRow(queue, { task_id: parent.id, kind: 'parent', origin: 'own' }, child)])
  await inheritDown(queue, [parent.id])
  await recount(queue.db, [parent.id, child.id])
  return freed
}

async function leave(queue: Queue, child: TaskRow, parentId: string): Promise<TaskRow[]> {
  await queue.db.updateTable('queue_tasks').set({ parent_id: null }).where('id', '=', child.id).execute()
  const edge = (await edgesFrom(queue.db, [parentId])).find(({ kind, depends_on_id }) => kind === 'parent' && depends_on_id === child.id)
  if (edge) await deleteEdge(queue.db, edge)
  await disinherit(queue, child)
  const before = await loadTasks(queue.db, [parentId, child.id])
  const after = await recount(queue.db, [parentId, child.id])
  const wasBlocked = new Set(before.filter(({ open_blockers }) => open_blockers > 0).map(({ id }) => id))
  return tellUnblocked(
    queue,
    after.filter(({ id }) => wasBlocked.has(id)),
    child,
  )
}

async function refuseDepth(queue: Queue, child: TaskRow, parent: TaskRow): Promise<void> {
  const depth = (await heightAbove(queue, parent)) + 1 + (await heightBelow(queue, child))
  if (depth >= maxDepth) {
    const message = `Tasks can be nested ${maxDepth} deep; this would be level ${depth + 1}.`
    throw conflict('limit_reached', message, ['Give it a parent that stands higher.'], { limit: maxDepth, count: depth + 1 })
  }
}

async function heightAbove(queue: Queue, task: TaskRow): Promise<number> {
  let height = 0
  for (let id = task.parent_id; id !== null && height <= maxDepth; height += 1) {
    const [parent] = await loadTasks(queue.db, [id])
    id = parent?.parent_id ?? null
  }
  return height
}

async function heightBelow(queue: Queue, task: TaskRow): Promise<number> {
  let height = 0
  for (let ids = [task.id]; height <= maxDepth; height += 1) {
    ids = (await childrenOf(queue.db, ids)).map(({ id }) => id)
    if (ids.length === 0) return height
  }
  return height
}
