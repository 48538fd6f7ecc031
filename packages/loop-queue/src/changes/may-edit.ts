import { decides, type Queue } from '../queue.ts'
import { notForAgents } from '../refusals.ts'
import type { TaskRow } from '../storage/tables.ts'
import { isHolder } from './hold.ts'

/** People edit everything; an agent edits what it created while that is open, and the texts of a task it holds. */
export function requireMayEdit(queue: Queue, task: TaskRow, fields: readonly string[]): void {
  if (decides(queue)) return
  if (task.created_by === queue.me && task.status === 'open') return
  const onlyTexts = fields.every((field) => field === 'title' || field === 'body')
  if (onlyTexts && task.status === 'in_progress' && isHolder(queue, task)) return
  throw notForAgents(`change ${fields.join(', ')} of task ${task.id}`)
}
