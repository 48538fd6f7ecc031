import { operation, secret } from 'loop-core'
import { z } from 'zod'
import { updateTask as update } from '../../changes/update-task.ts'
import * as field from '../../fields.ts'
import { requireTask, seenTasks, viewTask } from '../../load.ts'
import { openQueue } from '../../queue.ts'
import { nothingToUpdate, versionMismatch } from '../../refusals.ts'
import { changedSince } from '../../storage/changes.ts'
import { someObject } from '../../views/some-object.ts'
import { Lease, Task, Unblocked, unblockedOf } from '../../views/task.ts'

const Input = z.object({
  task_id: field.taskId,
  title: field.title.optional(),
  body: field.body.optional(),
  status: field.status.optional(),
  priority: field.priority.optional(),
  due_date: field.dueDate.nullable().optional().describe('YYYY-MM-DD; null clears it'),
  loop_id: field.loopId.nullable().optional().describe('null for none'),
  parent_id: field.taskId.nullable().optional(),
  lease_token: secret(field.leaseToken).optional(),
  override: field.override,
  if_version: field.ifVersion,
})

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
    ...Unblocked.shape,
    lease: Lease.optional(),
    warnings: z.array(z.string()),
  }),
  advertised: someObject,
  version: ({ task }) => task.version,
  async run(input, context) {
    const { task_id, if_version, lease_token, override, ...wanted } = input
    if (Object.values(wanted).every((value) => value === undefined)) throw nothingToUpdate(Object.keys(wanted))
    const queue = await openQueue(context)
    const row = await requireTask(queue, task_id)
    if (if_version !== undefined && if_version !== row.version)
      throw versionMismatch('task', row, await changedSince(queue.db, row.id, row.version - if_version))
    const { status, parent_id, ...edits } = wanted
    const { changed, unblocked, warnings } = await update(queue, row, { edits, status, parent_id, lease_token, override })
    const task = await viewTask(queue, await requireTask(queue, task_id))
    return { task, changed, ...unblockedOf(await seenTasks(queue, unblocked)), ...(task.lease && { lease: task.lease }), warnings }
  },
})
