import type { Queue } from '../queue.ts'
import { conflict } from '../refusals.ts'
import { deleteEdge, insertEdges, recount } from '../storage/dependencies.ts'
import type { LineRow, TaskRow } from '../storage/tables.ts'
import { childrenOf, familyOf, loadNodes, loadTasks, writeParent } from '../storage/tasks.ts'
import { lockGraph } from '../storage/workspaces.ts'
import { edgeRow, refuseCycle } from './edges.ts'
import { tellFreed } from './follow-status.ts'
import { overtaken } from './hold.ts'
import { disinherit, inheritDown } from './inherit.ts'

const maxDepth = 20

/** Gives a task another parent, or none: the parent waits for it, and it waits for what the parent waits for. */
export async function setParent(queue: Queue, { id }: Pick<TaskRow, 'id'>, parent: TaskRow | null): Promise<LineRow[]> {
  await lockGraph(queue.db, queue.workspace.id)
  // What was read before the lock may have changed while we waited for it.
  const [child] = await loadTasks(queue.db, [id])
  if (child === undefined) throw overtaken({ id })
  const before = [...(await loadNodes(queue.db, child.parent_id === null ? [] : [child.parent_id])), ...(await familyOf(queue.db, [child]))]
  if (child.parent_id !== null) await leave(queue, child, child.parent_id)
  if (parent !== null) await join(queue, child, parent.id)
  return tellFreed(queue, before, child)
}

async function join(queue: Queue, child: TaskRow, parentId: string): Promise<void> {
  const [parent] = await loadTasks(queue.db, [parentId])
  if (parent === undefined) throw overtaken({ id: parentId })
  await refuseCycle(queue, parent, child)
  await refuseDepth(queue, child, parent)
  await writeParent(queue.db, child.id, parent.id)
  await insertEdges(queue.db, [edgeRow(queue, { task_id: parent.id, kind: 'parent', origin: 'own' }, child)])
  await inheritDown(queue, [parent.id])
  await recount(queue.db, [parent.id, child.id])
}

async function leave(queue: Queue, child: TaskRow, parentId: string): Promise<void> {
  await writeParent(queue.db, child.id, null)
  await deleteEdge(queue.db, { task_id: parentId, depends_on_id: child.id, kind: 'parent' })
  await disinherit(queue, child)
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
