import { operation } from 'loop-core'
import { z } from 'zod'
import { removeEdge } from '../../changes/edges.ts'
import * as field from '../../fields.ts'
import { requireTask, seenTasks } from '../../load.ts'
import { openQueue } from '../../queue.ts'
import { asOf } from '../../rules/lease.ts'
import { lineOf, TaskLine, Unblocked, unblockedOf } from '../../views/task.ts'

export const removeDependency = operation({
  name: 'remove_dependency',
  title: 'Remove dependency',
  summary: 'Let a task no longer wait for another, or no longer point to it. What becomes ready by it is named.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['DELETE /api/v1/tasks/:task_id/dependencies'],
  toolsets: [],
  input: z.object({ task_id: field.taskId, depends_on_id: field.taskId, kind: field.edgeKind }),
  output: z.object({ changed: z.boolean(), task: TaskLine, ...Unblocked.shape }),
  advertised: z.object({ changed: z.boolean() }),
  async run({ task_id, depends_on_id, kind }, context) {
    const queue = await openQueue(context)
    const task = await requireTask(queue, task_id)
    await requireTask(queue, depends_on_id)
    const { changed, unblocked } = await removeEdge(queue, task, depends_on_id, kind)
    const after = asOf(await requireTask(queue, task_id), queue.at, queue.workspace)
    return { changed, task: lineOf(after), ...unblockedOf(await seenTasks(queue, unblocked)) }
  },
})
