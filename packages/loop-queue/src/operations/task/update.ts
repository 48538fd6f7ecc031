import { operation } from 'loop-core'
import { z } from 'zod'
import { announceTask } from '../../changes/announce.ts'
import { changedFields, type Edits, editColumns, logged } from '../../changes/edit.ts'
import { current } from '../../changes/expire.ts'
import { requireLease } from '../../changes/hold.ts'
import { requireMayEdit } from '../../changes/may-edit.ts'
import { type Moved, moveTask, writeEdits } from '../../changes/move.ts'
import { setParent } from '../../changes/parent.ts'
import * as field from '../../fields.ts'
import { requireLoop, requireTask, viewTask } from '../../load.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { loopShipped, nothingToUpdate, versionMismatch } from '../../refusals.ts'
import { changedSince } from '../../storage/changes.ts'
import type { TaskRow } from '../../storage/tables.ts'
import { advertisedLine, Lease, lineOf, Task, TaskLine } from '../../views/task.ts'

const Input = z.object({
  task_id: field.taskId,
  title: field.title.optional(),
  body: field.body.optional(),
  status: field.status.optional(),
  priority: field.priority.optional(),
  due_date: field.dueDate.nullable().optional().describe('YYYY-MM-DD; null clears it'),
  loop_id: field.loopId.nullable().optional().describe('null takes it out of its loop'),
  parent_id: field.taskId.nullable().optional(),
  lease_token: field.leaseToken.optional(),
  override: field.override,
  if_version: field.ifVersion,
})
type Given = z.output<typeof Input>

export const updateTask = operation({
  name: 'update_task',
  title: 'Update task',
  summary: 'Change what is given and nothing else: texts, priority, due date, loop, status. Taking a task (in_progress) has one winner.',
  kind: 'write',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['PATCH /api/v1/tasks/:task_id'],
  toolsets: ['seed', 'standard'],
  input: Input,
  output: z.object({
    task: Task,
    changed: z.array(z.string()),
    unblocked: z.array(TaskLine),
    lease: Lease.optional(),
    warnings: z.array(z.string()),
  }),
  advertised: z.object({ task: advertisedLine, changed: z.array(z.string()) }),
  version: ({ task }) => task.version,
  async run(input, context) {
    const { task_id, if_version, lease_token: _, override: __, ...wanted } = input
    if (Object.values(wanted).every((value) => value === undefined)) throw nothingToUpdate(Object.keys(wanted))
    const queue = await openQueue(context)
    const row = await requireTask(queue, task_id)
    if (if_version !== undefined && if_version !== row.version)
      throw versionMismatch('task', row, await changedSince(queue.db, row.id, row.version - if_version))
    const { changed, unblocked, warnings } = await update(queue, row, input)
    const task = await viewTask(queue, await requireTask(queue, task_id))
    return { task, changed, unblocked: unblocked.map(lineOf), ...(task.lease && { lease: task.lease }), warnings }
  },
})

interface Updated extends Pick<Moved, 'unblocked' | 'warnings'> {
  changed: string[]
}

async function update(queue: Queue, row: TaskRow, { status, parent_id, lease_token, override, ...rest }: Given): Promise<Updated> {
  const { task_id: _, if_version: __, ...edits } = rest
  if (lease_token !== undefined && status === undefined) requireLease(queue, row, lease_token)
  const fields = changedFields(row, edits)
  const newParent = parent_id !== undefined && parent_id !== row.parent_id
  if (fields.length > 0 || newParent) requireMayEdit(queue, row, [...fields, ...(newParent ? ['parent_id'] : [])])
  await requireOpenLoop(queue, row, edits)
  const moved = await apply(queue, row, edits, { status, lease_token, override })
  const freed = newParent ? await setParent(queue, moved.task, parent_id === null ? null : await requireTask(queue, parent_id)) : []
  const changed = [...fields, ...(moved.changed ? ['status'] : []), ...(newParent ? ['parent_id'] : [])]
  return { changed, unblocked: [...moved.unblocked, ...freed], warnings: moved.warnings }
}

type Move = Pick<Given, 'status' | 'lease_token' | 'override'>

async function apply(queue: Queue, row: TaskRow, edits: Edits, { status, ...options }: Move): Promise<Moved> {
  const columns = editColumns(row, edits)
  const moved =
    status === undefined
      ? { task: await writeEdits(queue, await current(queue, row), columns), changed: false, unblocked: [], warnings: [] }
      : await moveTask(queue, row, status, { ...options, edits: columns })
  await announceEdits(queue, row, moved.task, edits)
  return moved
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
