import { LoopError } from 'loop-core'
import { z } from 'zod'
import * as field from './fields.ts'
import { requireLoop, requireTask, seen } from './load.ts'
import type { Queue } from './queue.ts'
import { notFound } from './refusals.ts'
import { findComment, type Thread } from './storage/comments.ts'
import { findLoop } from './storage/loops.ts'
import type { CommentRow, LoopRow, TaskRow } from './storage/tables.ts'
import { findTasks } from './storage/tasks.ts'

/** The arguments that say where comments stand. */
export const threadFields = { task_id: field.taskId.optional(), loop_id: field.loopId.optional() }
const Where = z.object(threadFields)

/** The task or loop that comments stand on; exactly one has to be given. */
export async function requireThread(
  queue: Queue,
  { task_id, loop_id }: z.output<typeof Where>,
): Promise<{ task: TaskRow } | { loop: LoopRow }> {
  if ((task_id === undefined) === (loop_id === undefined)) throw oneOfBoth()
  return task_id === undefined ? { loop: await requireLoop(queue, loop_id!) } : { task: await requireTask(queue, task_id) }
}

function oneOfBoth(): LoopError {
  return new LoopError('invalid_input', 'Comments stand on a task or on a loop: give task_id or loop_id, and not both.', {
    hints: ['list_tasks and list_loops show the ids.'],
  })
}

export function threadOf(on: { task: TaskRow } | { loop: LoopRow }): Thread {
  return 'task' in on ? { task_id: on.task.id } : { loop_id: on.loop.id }
}

/** A comment on something that the caller may see. */
export async function requireComment(queue: Queue, id: string): Promise<CommentRow> {
  const comment = await findComment(queue.db, queue.workspace.id, id)
  if (comment === undefined || !(await isSeen(queue, comment))) throw notFound('comment', id)
  return comment
}

async function isSeen(queue: Queue, { task_id, loop_id }: CommentRow): Promise<boolean> {
  if (task_id !== null) return (await findTasks(queue.db, seen(queue), [task_id])).length > 0
  return loop_id !== null && (await findLoop(queue.db, seen(queue), loop_id)) !== undefined
}
