import { groupBy } from 'loop-core'
import { seenTasks } from '../load.ts'
import type { Queue } from '../queue.ts'
import { conflict, notFound, othersUnseen } from '../refusals.ts'
import { deleteEdge, edgesBehind, edgesFrom, insertEdges, recount, setOrigin, waitsFor } from '../storage/dependencies.ts'
import type { DependencyRow, EdgeKind, LineRow, TaskRow } from '../storage/tables.ts'
import { familyOf, loadLines, loadNodes, loadTasks } from '../storage/tasks.ts'
import { lockGraph } from '../storage/workspaces.ts'
import { gatingKinds } from '../words.ts'
import { announceTask } from './announce.ts'
import { resolvedKinds, tellFreed } from './follow-status.ts'
import { inheritDown } from './inherit.ts'

export const maxEdges = 200

/** Makes one task wait for another, or point to it. False where it does so already. */
export async function addEdge(
  queue: Queue,
  task: TaskRow,
  { id: otherId }: Pick<TaskRow, 'id'>,
  kind: EdgeKind,
): Promise<{ changed: boolean; inherited: string[] }> {
  await lockGraph(queue.db, queue.workspace.id)
  // What was read before the lock may have been shipped or deleted while we waited for it.
  const [other] = await loadTasks(queue.db, [otherId])
  if (other === undefined) throw notFound('task', otherId)
  const edges = await edgesFrom(queue.db, [task.id])
  const known = edges.find((edge) => edge.depends_on_id === other.id && edge.kind === kind)
  if (known?.origin === 'own') return { changed: false, inherited: [] }
  if (known) await setOrigin(queue.db, known, 'own')
  else await insertNew(queue, task, other, { kind, count: edges.length })
  const inherited = kind === 'blocks' ? await inheritDown(queue, [task.id]) : []
  await recount(queue.db, [task.id])
  await announceTask(queue, 'dependency.added', task, { depends_on_id: other.id, kind })
  return { changed: true, inherited }
}

async function insertNew(queue: Queue, task: TaskRow, other: TaskRow, { kind, count }: { kind: EdgeKind; count: number }): Promise<void> {
  if (count >= maxEdges)
    throw conflict('limit_reached', `Task ${task.id} has ${count} dependencies, the most there can be.`, [], { limit: maxEdges, count })
  if (isGating(kind)) await refuseCycle(queue, task, other)
  else if (task.id === other.id) throw cycle([task])
  await insertEdges(queue.db, [edgeRow(queue, { task_id: task.id, kind, origin: 'own' }, other)])
}

export function isGating(kind: EdgeKind): boolean {
  return (gatingKinds as readonly EdgeKind[]).includes(kind)
}

type NewEdge = Pick<DependencyRow, 'task_id' | 'kind' | 'origin'>

export function edgeRow({ workspace, at }: Queue, edge: NewEdge, other: Pick<TaskRow, 'id' | 'status'>): DependencyRow {
  const resolved_at = resolvedKinds(other.status).includes(edge.kind) ? at : null
  return { workspace_id: workspace.id, ...edge, depends_on_id: other.id, created_at: at, resolved_at }
}

/** Takes an edge away again; what it held back may become ready. */
export async function removeEdge(
  queue: Queue,
  task: TaskRow,
  otherId: string,
  kind: EdgeKind,
): Promise<{ changed: boolean; unblocked: LineRow[] }> {
  await lockGraph(queue.db, queue.workspace.id)
  const edge = (await edgesFrom(queue.db, [task.id])).find(({ depends_on_id, kind: own }) => depends_on_id === otherId && own === kind)
  if (edge === undefined) return { changed: false, unblocked: [] }
  if (edge.origin === 'inherited') throw await inheritedEdge(queue, task)
  const before = await familyOf(queue.db, await loadNodes(queue.db, [task.id]))
  await deleteEdge(queue.db, edge)
  // A parent may still pass the same edge down.
  await inheritDown(queue, task.parent_id === null ? [task.id] : [task.parent_id, task.id])
  await announceTask(queue, 'dependency.removed', task, { depends_on_id: otherId, kind })
  return { changed: true, unblocked: await tellFreed(queue, before, { id: otherId }) }
}

async function inheritedEdge(queue: Queue, { id, parent_id }: TaskRow) {
  const [parent] = await seenTasks(queue, [{ id: parent_id! }])
  const message = `Task ${id} has this dependency from its parent, ${parent?.id ?? othersUnseen(1)}; remove it there.`
  return conflict('inherited_edge', message, ['remove_dependency with the parent as task_id.'], parent && { parent_id: parent.id })
}

/** Refuses an edge that would make a task wait for itself, with the way round. */
export async function refuseCycle(queue: Queue, task: TaskRow, other: TaskRow): Promise<void> {
  if (task.id === other.id) throw cycle([task])
  if (!(await waitsFor(queue.db, other.id, task.id))) return
  const ids = [task.id, ...(await pathBetween(queue, other.id, task.id)).slice(0, -1)]
  const shown = ids.slice(0, shownOfPath)
  const tasks = new Map((await loadLines(queue.db, shown)).map((each) => [each.id, each]))
  const path = shown.map((id) => tasks.get(id)!)
  const known = new Set((await seenTasks(queue, path)).map(({ id }) => id))
  throw cycle(path, ({ id }) => known.has(id), ids.length)
}

/** The shortest way from a task to another that it waits for, both ends included. */
async function pathBetween(queue: Queue, from: string, to: string): Promise<string[]> {
  const next = groupBy(await edgesBehind(queue.db, from), ({ task_id }) => task_id)
  const cameFrom = new Map<string, string | undefined>([[from, undefined]])
  for (const id of cameFrom.keys()) {
    if (id === to) break
    for (const { depends_on_id } of next.get(id) ?? []) if (!cameFrom.has(depends_on_id)) cameFrom.set(depends_on_id, id)
  }
  const path: string[] = []
  for (let id: string | undefined = to; id !== undefined; id = cameFrom.get(id)) path.unshift(id)
  return path
}

const shownOfPath = 20

type Named = Pick<TaskRow, 'id' | 'title'>

/** The beginning of a circle, and how long it is. */
function cycle(path: readonly Named[], isSeen: (task: Named) => boolean = () => true, length = path.length) {
  const round = length === path.length ? [...path, path[0]!] : path
  const words = round.slice(0, shownOfPath).map((task) => (isSeen(task) ? `"${task.title.slice(0, 60)}"` : othersUnseen(1)))
  const hints = ['remove_dependency takes one of these edges away.']
  const shown = path.filter(isSeen)
  const hidden = path.length - shown.length
  const details = {
    path: shown.map(({ id, title }) => ({ id, title })),
    length,
    ...(hidden > 0 && { hidden }),
  }
  return conflict(
    'dependency_cycle',
    `That would be a circle: ${words.join(' waits for ')}${length + 1 > shownOfPath ? ' …' : ''}.`,
    hints,
    details,
  )
}
