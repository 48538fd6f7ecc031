import type { Updateable } from 'kysely'
import { requireLoop, requireTask } from '../load.ts'
import type { Queue } from '../queue.ts'
import { loopShipped } from '../refusals.ts'
import type { TaskRow } from '../storage/tables.ts'
import type { TaskStatus } from '../words.ts'
import { announceTask } from './announce.ts'
import { changedFields, type Edits, editColumns, logged } from './edit.ts'
import { current } from './expire.ts'
import { requireLease } from './hold.ts'
import { renewByWriting } from './lease.ts'
import { requireMayEdit } from './may-edit.ts'
import { type Moved, moveTask, writeEdits } from './move.ts'
import { setParent } from './parent.ts'

export interface Change {
  edits: Edits
  status?: TaskStatus
  parent_id?: string | null
  lease_token?: string
  override?: boolean
}

export interface Updated extends Pick<Moved, 'unblocked' | 'warnings'> {
  changed: string[]
}

/** Changes what is given of a task and nothing else, as far as the caller may. */
export async function updateTask(queue: Queue, row: TaskRow, { edits, parent_id, ...move }: Change): Promise<Updated> {
  if (move.lease_token !== undefined && move.status === undefined) requireLease(queue, row, move.lease_token)
  const fields = changedFields(row, edits)
  const newParent = parent_id !== undefined && parent_id !== row.parent_id
  if (fields.length > 0 || newParent) requireMayEdit(queue, row, [...fields, ...(newParent ? ['parent_id'] : [])])
  await requireOpenLoop(queue, row, edits)
  const moved = await apply(queue, row, edits, move)
  const freed = newParent ? await setParent(queue, moved.task, parent_id === null ? null : await requireTask(queue, parent_id)) : []
  const changed = [...fields, ...(moved.changed ? ['status'] : []), ...(newParent ? ['parent_id'] : [])]
  return { changed, unblocked: [...moved.unblocked, ...freed], warnings: moved.warnings }
}

async function apply(
  queue: Queue,
  row: TaskRow,
  edits: Edits,
  { status, ...options }: Omit<Change, 'edits' | 'parent_id'>,
): Promise<Moved> {
  const columns = editColumns(row, edits)
  const moved =
    status === undefined
      ? { task: await edit(queue, row, columns, options.lease_token), changed: false, unblocked: [], warnings: [] }
      : await moveTask(queue, row, status, { ...options, edits: columns })
  await announceEdits(queue, row, moved.task, edits)
  return moved
}

async function edit(queue: Queue, row: TaskRow, columns: Updateable<TaskRow>, token: string | undefined): Promise<TaskRow> {
  const task = await writeEdits(queue, await current(queue, row), { ...columns, ...sign(queue, row, columns) })
  return token === undefined ? task : renewByWriting(queue, task, token, { edits: task.version - row.version })
}

/** A lease without an end goes stale unless its holder writes now and then. */
function sign({ me, at }: Queue, { lease_kind, lease_holder }: TaskRow, columns: Updateable<TaskRow>): Updateable<TaskRow> {
  return Object.keys(columns).length > 0 && lease_kind === 'implicit' && lease_holder === me ? { lease_seen_at: at } : {}
}

async function announceEdits(queue: Queue, before: TaskRow, after: TaskRow, edits: Edits): Promise<void> {
  const fields = changedFields(before, edits)
  const texts = fields.filter((name) => name !== 'loop_id')
  if (texts.length > 0) await announceTask(queue, 'task.edited', after, { ...logged(after, texts), before: logged(before, texts) })
  if (fields.includes('loop_id'))
    await announceTask(queue, 'task.moved', after, { loop_id: after.loop_id, before: { loop_id: before.loop_id } })
}

/** A shipped loop takes no new tasks. */
async function requireOpenLoop(queue: Queue, row: TaskRow, { loop_id }: Edits): Promise<void> {
  if (loop_id === undefined || loop_id === null || loop_id === row.loop_id) return
  const loop = await requireLoop(queue, loop_id)
  if (loop.status === 'shipped') throw loopShipped(loop)
}
