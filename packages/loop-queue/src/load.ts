import type { Queue, QueueView } from './queue.ts'
import { notFound } from './refusals.ts'
import { asOf } from './rules/lease.ts'
import { countByStatus, countResting } from './storage/counts.ts'
import { countEdges, type EdgeRow, surroundingsOf } from './storage/dependencies.ts'
import { positionOf } from './storage/loop-order.ts'
import { activeLoops, findLoop, findLoops, type Seen, sharesOf } from './storage/loops.ts'
import type { LoopRow, TaskRow } from './storage/tables.ts'
import { expiredTasks, findLines, findTasks } from './storage/tasks.ts'
import { type Counts, type Loop, type LoopParts, loopOf, type Place } from './views/loop.ts'
import { type Task, type TaskParts, taskOf } from './views/task.ts'
import { taskStatuses } from './words.ts'

export function seen({ workspace, viewer }: QueueView): Seen {
  return { workspaceId: workspace.id, viewer }
}

/** A task as it is written down; `not_found` where there is none that the caller may see. */
export async function requireTask(queue: Queue, id: string): Promise<TaskRow> {
  const [task] = await findTasks(queue.db, seen(queue), [id])
  if (task === undefined) throw notFound('task', id)
  return task
}

/** Several tasks, each once; `not_found` names all that are not there. */
export async function requireTasks(queue: Queue, ids: readonly string[]): Promise<TaskRow[]> {
  const wanted = [...new Set(ids)]
  const tasks = await findTasks(queue.db, seen(queue), wanted)
  const found = new Set(tasks.map(({ id }) => id))
  const missing = wanted.filter((id) => !found.has(id))
  if (missing.length > 0) throw notFound('task', missing)
  return tasks
}

export async function requireLoop(queue: Queue, id: string): Promise<LoopRow> {
  const loop = await findLoop(queue.db, seen(queue), id)
  if (loop === undefined) throw notFound('loop', id)
  return loop
}

/** Several loops, each once; `not_found` names all that are not there. */
export async function requireLoops(queue: Queue, ids: readonly string[]): Promise<LoopRow[]> {
  const loops = await findLoops(queue.db, seen(queue), ids)
  const found = new Set(loops.map(({ id }) => id))
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length > 0) throw notFound('loop', missing)
  return loops
}

/** A task with all that belongs to it. */
export async function viewTask(queue: Queue, row: TaskRow): Promise<Task> {
  return taskOf(await around(queue, asOf(row, queue.at, queue.workspace)))
}

const shownEdges = 50

/** What a task waits for, what waits for it and where it came from, as far as it is shown; the caller may not see every other end. */
async function around(queue: Queue, task: TaskRow): Promise<TaskParts> {
  const { edges, external } = await surroundingsOf(queue.db, task.id, shownEdges)
  const ends = new Set(edges.map(({ id }) => id))
  // A parent waits for its children, so it is at the other end of an edge as well.
  if (task.parent_id !== null) ends.add(task.parent_id)
  const found = await findLines(queue.db, seen(queue), [...ends])
  const others = new Map(found.map((other) => [other.id, asOf(other, queue.at, queue.workspace)]))
  const views = (wanted: EdgeRow['side']) =>
    edges.flatMap((edge) => (edge.side === wanted && others.has(edge.id) ? [{ ...edge, other: others.get(edge.id)! }] : []))
  const parent_id = others.has(task.parent_id ?? '') ? task.parent_id : null
  const [dependsOn, blocks, leftOut] = [views('depends_on'), views('blocks'), await leftOutOf(queue, task, edges)]
  return { task: { ...task, parent_id }, dependsOn, blocks, hidden: ends.size - others.size, leftOut, external }
}

/** How many edges there are beyond those that were read; only where there can be more they are counted. */
async function leftOutOf(queue: Queue, { id }: TaskRow, edges: readonly EdgeRow[]): Promise<TaskParts['leftOut']> {
  const outgoing = edges.filter(({ side }) => side === 'depends_on').length
  const incoming = edges.length - outgoing
  if (outgoing < shownEdges && incoming < shownEdges) return { depends_on: 0, blocks: 0 }
  const all = await countEdges(queue.db, id)
  return { depends_on: all.depends_on - outgoing, blocks: all.blocks - incoming }
}

/** Those of some tasks that the caller may see. */
export async function seenTasks<Task extends Pick<TaskRow, 'id'>>(queue: QueueView, tasks: readonly Task[]): Promise<Task[]> {
  const ids = tasks.map(({ id }) => id)
  const found = new Set((await findLines(queue.db, seen(queue), ids)).map(({ id }) => id))
  return tasks.filter(({ id }) => found.has(id))
}

/** Loops with their numbers, as they are now: leases that have run out count as over. */
export async function withCounts(queue: QueueView, loops: readonly LoopRow[]): Promise<LoopParts[]> {
  const ids = loops.map(({ id }) => id)
  const counts = new Map(ids.map((id) => [id, noCounts()]))
  const ready = new Map<string, number>()
  const resting = await countResting(queue.db, ids, queue.at)
  for (const { loop_id, status, count, unblocked } of await countByStatus(queue.db, ids)) {
    counts.get(loop_id!)![status] += count
    if (status === 'approved') ready.set(loop_id!, unblocked - (resting.get(loop_id!) ?? 0))
  }
  for (const task of await endedTasks(queue)) {
    const ofLoop = task.loop_id === null ? undefined : counts.get(task.loop_id)
    if (ofLoop === undefined) continue
    ofLoop.in_progress -= 1
    ofLoop[task.status] += 1
    if (isReadyNow(task, queue.at)) ready.set(task.loop_id!, (ready.get(task.loop_id!) ?? 0) + 1)
  }
  return loops.map((loop) => ({ loop, counts: counts.get(loop.id)!, ready: ready.get(loop.id) ?? 0 }))
}

function noCounts(): Counts {
  return Object.fromEntries(taskStatuses.map((status) => [status, 0])) as Counts
}

/** Tasks whose lease has run out without anybody having written that down, as they are now. */
export async function endedTasks(queue: QueueView): Promise<TaskRow[]> {
  const tasks = await expiredTasks(queue.db, queue.workspace.id, queue.at, 1_000)
  return tasks.map((task) => asOf(task, queue.at, queue.workspace))
}

/** Whether a task, as it is now, can be begun, apart from its loop. */
export function isReadyNow({ status, open_blockers, not_before }: TaskRow, at: string): boolean {
  return status === 'approved' && open_blockers === 0 && (not_before === null || not_before <= at)
}

export async function viewLoop(queue: Queue, loop: LoopRow): Promise<Loop> {
  const [parts] = await withCounts(queue, [loop])
  const position = loop.status === 'active' ? await positionOf(queue.db, seen(queue), loop) : undefined
  return loopOf({ ...parts!, position }, await sharesOf(queue.db, loop.id))
}

const shownPlaces = 100

/** The order of the active loops that the caller sees, from its beginning. */
export async function placesOf(queue: Queue): Promise<Place[]> {
  const loops = await activeLoops(queue.db, seen(queue), shownPlaces)
  return loops.map(({ id, name }, index) => ({ id, name, position: index + 1 }))
}
