import type { Queue } from '../queue.ts'
import type { LoopRow, TaskRow } from '../storage/tables.ts'
import { announceTask } from './announce.ts'
import { current } from './expire.ts'
import { requireMayEdit } from './may-edit.ts'
import { writeEdits } from './move.ts'

/** Puts tasks into a loop, out of the one they are in. */
export async function moveToLoop(queue: Queue, tasks: readonly TaskRow[], loop: LoopRow): Promise<void> {
  for (const task of tasks) requireMayEdit(queue, task, ['loop_id'])
  // Always in the same order, so that two such calls wait for each other instead of blocking each other.
  for (const task of tasks.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const moved = await writeEdits(queue, await current(queue, task), { loop_id: loop.id })
    await announceTask(queue, 'task.moved', moved, { loop_id: loop.id, before: { loop_id: task.loop_id } })
  }
}
