import type { Queue } from '../queue.ts'
import { sharesOf } from '../storage/loops.ts'
import type { LoopRow, TaskRow } from '../storage/tables.ts'

type Values = Record<string, unknown>
/** What is so now, and what was so before. */
type Facts = Values & { before?: Values }
type LoopPart = Pick<LoopRow, 'id' | 'name'>
type TaskPart = Pick<TaskRow, 'id' | 'title' | 'loop_id'>

/** What news needs of the queue, so that what nobody calls, such as a job, can have some too. */
type Place = Pick<Queue, 'db' | 'emit' | 'workspace'>

/** Adds a fact about a task to the log; where its loop is private, only for those who may see it. */
export async function announceTask(queue: Place, type: string, task: TaskPart, { before, ...after }: Facts = {}): Promise<void> {
  const about = { workspace_id: queue.workspace.id, task_id: task.id, title: task.title, ...(task.loop_id && { loop_id: task.loop_id }) }
  const audience = await audienceOf(queue, task.loop_id)
  queue.emit({ type, entity: task.id, task: task.id, before, after: { ...about, ...after }, audience })
}

export async function announceLoop(queue: Place, type: string, loop: LoopPart, { before, ...after }: Facts = {}): Promise<void> {
  const about = { workspace_id: queue.workspace.id, loop_id: loop.id, name: loop.name }
  queue.emit({ type, entity: loop.id, before, after: { ...about, ...after }, audience: await audienceOf(queue, loop.id) })
}

/** Who may know of what happens in a loop; undefined is everybody. */
export async function audienceOf(queue: Pick<Queue, 'db'>, loopId: string | null): Promise<string[] | undefined> {
  if (loopId === null) return undefined
  const loop = await queue.db.selectFrom('queue_loops').select(['visibility', 'created_by']).where('id', '=', loopId).executeTakeFirst()
  if (loop?.visibility !== 'private') return undefined
  return [...new Set([loop.created_by, ...(await sharesOf(queue.db, loopId))])]
}
