import { groupBy } from 'loop-core'
import type { Queue } from '../queue.ts'
import { deleteEdge, edgesFrom, insertEdges, recount, waitsFor } from '../storage/dependencies.ts'
import type { DependencyRow, TaskNode } from '../storage/tables.ts'
import { childrenOf, loadTasks } from '../storage/tasks.ts'
import { edgeRow } from './edges.ts'

/** Gives children the waiting that their parents have, level by level, and takes away what is no longer passed down; names the children that changed. */
export async function inheritDown(queue: Queue, parentIds: readonly string[]): Promise<string[]> {
  const changed: string[] = []
  for (let parents = [...parentIds]; parents.length > 0; ) {
    const children = await childrenOf(queue.db, parents)
    const edges = groupBy(await edgesFrom(queue.db, [...parents, ...children.map(({ id }) => id)]), ({ task_id }) => task_id)
    const touched: string[] = []
    for (const child of children) if (await inheritOne(queue, child, edges)) touched.push(child.id)
    await recount(queue.db, touched)
    changed.push(...touched)
    parents = touched
  }
  return [...new Set(changed)]
}

type Edges = ReadonlyMap<string, readonly DependencyRow[]>

/** Brings the inherited edges of one child up to date; true where something changed. */
async function inheritOne(queue: Queue, child: TaskNode, edges: Edges): Promise<boolean> {
  const blocks = (id: string | null) => (id === null ? [] : (edges.get(id) ?? []).filter(({ kind }) => kind === 'blocks'))
  const own = blocks(child.id)
  const passed = blocks(child.parent_id).filter(({ depends_on_id }) => depends_on_id !== child.id)
  const surplus = own.filter((edge) => edge.origin === 'inherited' && !passed.some(isSame(edge)))
  const missing = passed.filter((edge) => !own.some(isSame(edge)))
  for (const edge of surplus) await deleteEdge(queue.db, edge)
  const added = await addInherited(queue, child, missing)
  return surplus.length > 0 || added > 0
}

function isSame(edge: DependencyRow) {
  return (other: DependencyRow) => other.depends_on_id === edge.depends_on_id
}

/** An edge that would close a circle is left out: the parent waits for it anyway. */
async function addInherited(queue: Queue, child: TaskNode, missing: readonly DependencyRow[]): Promise<number> {
  const others = await loadTasks(
    queue.db,
    missing.map(({ depends_on_id }) => depends_on_id),
  )
  let added = 0
  for (const other of others) {
    if (await waitsFor(queue.db, other.id, child.id)) continue
    await insertEdges(queue.db, [edgeRow(queue, { task_id: child.id, kind: 'blocks', origin: 'inherited' }, other)])
    added += 1
  }
  return added
}

/** Takes away all that a child had from a parent which it no longer has. */
export async function disinherit(queue: Queue, child: TaskNode): Promise<void> {
  const edges = await edgesFrom(queue.db, [child.id])
  for (const edge of edges) if (edge.origin === 'inherited') await deleteEdge(queue.db, edge)
  await inheritDown(queue, [child.id])
}
