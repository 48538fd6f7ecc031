import { endedTasks, isReadyNow, seen } from './load.ts'
import type { Queue } from './queue.ts'
import { positionOf } from './storage/loop-order.ts'
import { activeLoops, findLoops } from './storage/loops.ts'
import { countIdle, type Idle, type IdleReason, reasonOf } from './storage/next-work.ts'
import { firstReady, readyTasks } from './storage/ready.ts'
import type { LoopRow, TaskRow } from './storage/tables.ts'

export interface Skipped {
  loop_id: string
  name: string
  reason: IdleReason
  count: number
}

/** What there is to do next, as a person could work it out: the first loop with ready tasks, and those passed over. */
export interface NextWork {
  loop?: LoopRow
  /** The loop's place in the queue, from 1. */
  position?: number
  tasks: TaskRow[]
  skipped: Skipped[]
}

/** Looks for the next work without changing anything; leases that have run out count as over. */
export async function findNextWork(queue: Queue, limit: number): Promise<NextWork> {
  const { db, at } = queue
  const ended = (await endedTasks(queue)).filter((task) => isReadyNow(task, at))
  const first = await firstReady(db, { ...seen(queue), at })
  const loop = await firstLoop(queue, first ? [first, ...ended] : ended)
  if (loop === undefined) return { tasks: [], skipped: await skippedLoops(queue, shownSkipped) }
  const position = await positionOf(db, seen(queue), loop)
  const skipped = await skippedLoops(queue, Math.min(position - 1, shownSkipped))
  const returned = ended.filter(({ loop_id }) => loop_id === loop.id)
  const tasks = [...returned, ...(await readyTasks(db, loop.id, at, limit))].sort(inWorkOrder).slice(0, limit)
  return { loop, position, tasks, skipped }
}

/** The first of the active loops of some tasks; the others are many and need not be read. */
async function firstLoop(queue: Queue, tasks: readonly TaskRow[]): Promise<LoopRow | undefined> {
  const ids = [...new Set(tasks.map(({ loop_id }) => loop_id).filter((id) => id !== null))]
  const loops = ids.length === 0 ? [] : await findLoops(queue.db, seen(queue), ids)
  return loops.filter(({ status }) => status === 'active').sort(inLoopOrder)[0]
}

function inLoopOrder(one: LoopRow, other: LoopRow): number {
  const later = ({ created_at, id }: LoopRow) => `${created_at} ${id}`
  return one.priority - other.priority || (later(one) < later(other) ? -1 : 1)
}

type WorkPlace = Pick<TaskRow, 'priority_rank' | 'due_sort' | 'created_at' | 'id'>

export function inWorkOrder(one: WorkPlace, other: WorkPlace): number {
  const key = ({ priority_rank, due_sort, created_at, id }: WorkPlace) => `${priority_rank} ${due_sort} ${created_at} ${id}`
  return key(one) < key(other) ? -1 : 1
}

const shownSkipped = 5

/** The first loops of the queue, none of which has anything ready. */
async function skippedLoops(queue: Queue, count: number): Promise<Skipped[]> {
  const shown = count === 0 ? [] : await activeLoops(queue.db, seen(queue), count)
  if (shown.length === 0) return []
  const idle = await idleLoops(
    queue,
    shown.map(({ id }) => id),
  )
  return shown.map(({ id, name }) => ({ loop_id: id, name, ...reasonOf(idle.get(id)!) }))
}

/** What the tasks of loops are doing; those whose lease has run out are counted as what they are now. */
async function idleLoops(queue: Queue, loopIds?: readonly string[]): Promise<Map<string, Idle>> {
  const idle = await countIdle(queue.db, { ...seen(queue), at: queue.at, loopIds })
  for (const task of await endedTasks(queue)) {
    const counts = idle.get(task.loop_id ?? '')
    if (counts === undefined || task.status !== 'approved' || isReadyNow(task, queue.at)) continue
    counts[task.open_blockers > 0 ? 'blocked' : 'waiting'] += 1
  }
  return idle
}

/** Why nothing is ready, over all loops or in one. */
async function idleReason(queue: Queue, loopId?: string): Promise<IdleReason> {
  const idle = [...(await idleLoops(queue, loopId ? [loopId] : undefined)).values()]
  if (idle.length === 0) return 'no_active_loops'
  const sum = (key: keyof Idle) => idle.reduce((total, counts) => total + counts[key], 0)
  return reasonOf({ claimed: sum('claimed'), waiting: sum('waiting'), blocked: sum('blocked'), open: sum('open') }).reason
}

const nextOf: Record<IdleReason, string> = {
  claimed: 'Others hold what there is. Ask again later; list_tasks with view "claimed" shows it.',
  waiting: 'Tasks rest after a failure. Ask again later; explain_task says until when.',
  blocked: 'Tasks wait for others. list_tasks with view "blocked" shows them.',
  none_approved: 'Nothing is approved. A person approves tasks with update_task; get_workflow "triage" says how.',
  no_active_loops: 'There is no active loop. create_loop_from_tasks makes one of approved tasks.',
}

export async function explainNothing(queue: Queue, loopId?: string): Promise<{ reason: IdleReason; next: string }> {
  const reason = await idleReason(queue, loopId)
  return { reason, next: nextOf[reason] }
}

export function whyLoop({ name, priority }: LoopRow, position: number): string {
  const place = `Loop "${name}" is number ${position} in the queue (priority ${priority})`
  return position === 1
    ? `${place} and has work ready.`
    : `${place}; ${position === 2 ? 'the one' : `the ${position - 1}`} before it ${position === 2 ? 'has' : 'have'} nothing ready.`
}

export function whyTask({ priority, due_date }: TaskRow): string {
  return `The task is its first ready one: priority ${priority}, ${due_date ? `due ${due_date}` : 'no due date'}, then the oldest.`
}
