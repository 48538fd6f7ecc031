import { operation } from 'loop-core'
import { z } from 'zod'
import { deleteTask as remove } from '../../changes/delete-task.ts'
import * as field from '../../fields.ts'
import { requireTask, seenTasks } from '../../load.ts'
import { openQueue } from '../../queue.ts'
import { someObject } from '../../views/some-object.ts'
import { Unblocked, unblockedOf } from '../../views/task.ts'

export const deleteTask = operation({
  name: 'delete_task',
  title: 'Delete task',
  summary: 'Delete a task with its comments for good; what waited for it is freed. To keep it, set its status to rejected instead.',
  kind: 'destroy',
  roles: ['user', 'orchestrator'],
  rest: ['DELETE /api/v1/tasks/:task_id'],
  toolsets: ['seed', 'standard'],
  input: z.object({ task_id: field.taskId, override: field.override }),
  output: z.object({ deleted: z.boolean(), task_id: z.string(), ...Unblocked.shape }),
  advertised: someObject,
  async run({ task_id, override }, context) {
    const queue = await openQueue(context)
    const unblocked = await remove(queue, await requireTask(queue, task_id), override)
    return { deleted: true, task_id, ...unblockedOf(await seenTasks(queue, unblocked)) }
  },
})
