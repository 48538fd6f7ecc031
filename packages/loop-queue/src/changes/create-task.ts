import type { Queue } from '../queue.ts'
import { noLease } from '../rules/lease.ts'
import type { TaskRow } from '../storage/tables.ts'
import { orderColumns } from '../words.ts'

export const maxTasks = 100_000

type Given = Pick<TaskRow, 'title'> & Partial<Pick<TaskRow, 'id' | 'body' | 'status' | 'priority' | 'due_date' | 'loop_id'>>

const untouched = {
  parent_id: null,
  open_blockers: 0,
  comment_count: 0,
  failures: 0,
  not_before: null,
  dead_at: null,
  dead_reason: null,
  shipped_at: null,
  shipped_by: null,
  version: 1,
  generation: 0,
}

/** The row of a new task. */
export function newTask(
  queue: Queue,
  { id = queue.newId(), title, body = '', status = 'open', priority = 'none', due_date = null, loop_id = null }: Given,
): TaskRow {
  const { at, me, workspace } = queue
  const made = { created_by: me, created_at: at, updated_at: at }
  const order = orderColumns({ priority, due_date })
  return { id, workspace_id: workspace.id, title, body, status, loop_id, ...order, ...untouched, ...noLease, ...made }
}
