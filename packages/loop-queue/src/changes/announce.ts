import type { Queue } from '../queue.ts'
import { sharesOf } from '../storage/loops.ts'
import type { LoopRow, TaskRow } from '../storage/tables.ts'

type Values = Record<string, unknown>
/** What is so now, and what was so before. */
type Facts = Values & { before?: Values }
type LoopPart = Pick<LoopRow, 'id' | 'name'>
type Visibility = Pick<LoopRow, 'id' | 'visibility' | 'created_by'>
/** With its loop, where that has been read already. */
type TaskPart = Pick<TaskRow, 'id' | 'title' | 'loop_id'> & { loop?: Visibility }

/** What news needs of the queue, so that what nobody calls, such as a job, can have some too. */
type Place = Pick<Queue, 'db' | 'emit' | 'workspace'>

/** Adds a fact about a task to the log; where its loop is private, only for those who may see it. */
export async function announceTask(queue: Place, type: string, task: TaskPart, { before, ...after }: Facts = {}): Promise<void> {
  const audience = await (task.loop ? audienceOfLoop(queue, task.loop) : audienceOf(queue, task.loop_id))
  queue.emit({ type, entity: task.id, task: task.id, before, after: { ...about(queue, task), ...after }, audience })
}

/** The same of many tasks; who may know is asked once for each loop. */
export async function announceTasks(queue: Place, type: string, tasks: readonly TaskPart[], facts: Values): Promise<void> {
  const audiences = new Map<string | null, string[] | undefined>()
  for (const loopId of new Set(tasks.map(({ loop_id }) => loop_id))) audiences.set(loopId, await audienceOf(queue, loopId))
  for (const task of tasks) {
    const after = { ...about(queue, task), ...facts }
    queue.emit({ type, entity: task.id, task: task.id, after, audience: audiences.get(task.loop_id) })
  }
}

function about({ workspace }: Place, { id, title, loop_id }: TaskPart): Values {
  return { workspace_id: workspace.id, task_id: id, title, ...(loop_id && { loop_id }) }
}

export async function announceLoop(queue: Place, type: string, loop: LoopPart, { before, ...after }: Facts = {}): Promise<void> {
  const about = { workspace_id: queue.workspace.id, loop_id: loop.id, name: loop.name }
  queue.emit({ type, entity: loop.id, before, after: { ...about, ...after }, audience: await audienceOf(queue, loop.id) })
}

/** Who may know of what happens in a loop; undefined is everybody. */
export async function audienceOf(queue: Pick<Queue, 'db'>, loopId: string | null): Promise<string[] | undefined> {
  if (loopId === null) return undefined
  const loop = await queue.db
    .selectFrom('queue_loops')
    .select(['id', 'visibility', 'created_by'])
    .where('id', '=', loopId)
    .executeTakeFirst()
  return loop && audienceOfLoop(queue, loop)
}

async function audienceOfLoop({ db }: Pick<Queue, 'db'>, { id, visibility, created_by }: Visibility): Promise<string[] | undefined> {
  return visibility === 'private' ? [...new Set([created_by, ...(await sharesOf(db, id))])] : undefined
}
