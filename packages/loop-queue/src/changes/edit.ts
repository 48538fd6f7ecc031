import type { Updateable } from 'kysely'
import type { TaskRow } from '../storage/tables.ts'
import { orderColumns } from '../words.ts'
import { digest } from './fields.ts'

type Editable = Pick<TaskRow, 'title' | 'body' | 'priority' | 'due_date' | 'loop_id' | 'not_before'>
export type Edits = Partial<Editable>

/** The columns that some edits change, with those that follow from them; empty where everything is so already. */
export function editColumns(task: TaskRow, edits: Edits): Updateable<TaskRow> {
  const fields = changedFields(task, edits)
  const columns = Object.fromEntries(fields.map((field) => [field, edits[field]])) as Updateable<TaskRow>
  const moved = fields.includes('priority') || fields.includes('due_date')
  return { ...columns, ...(moved && orderColumns({ ...task, ...edits })) }
}

export function changedFields(task: TaskRow, edits: Edits): (keyof Edits)[] {
  const fields = Object.keys(edits) as (keyof Edits)[]
  return fields.filter((field) => edits[field] !== undefined && edits[field] !== task[field])
}

/** Values of some fields as the log keeps them: long texts by their length and digest only, since people may erase theirs. */
export function logged(task: TaskRow, fields: readonly (keyof Edits)[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, field === 'body' ? digest(task.body) : task[field]]))
}
