import { operation, secret, text } from 'loop-core'
import { z } from 'zod'
import { comment } from '../../changes/comment.ts'
import { isHolder } from '../../changes/hold.ts'
import { moveTask } from '../../changes/move.ts'
import * as field from '../../fields.ts'
import { requireTask, seen, seenTasks, viewTask, withCounts } from '../../load.ts'
import { openQueue, type Queue } from '../../queue.ts'
import { generationOf } from '../../rules/lease.ts'
import { findLoop } from '../../storage/loops.ts'
import type { LineRow, TaskRow } from '../../storage/tables.ts'
import { someObject } from '../../views/some-object.ts'
import { Task, Unblocked, unblockedOf } from '../../views/task.ts'

const LoopState = z.object({ id: z.string(), ready: z.int(), unfinished: z.int() })

export const completeTask = operation({
  name: 'complete_task',
  title: 'Complete task',
  summary: 'Say that the task you hold is done: it is shipped, and what waited for it becomes ready.',
  kind: 'write',
  hints: { idempotentHint: true },
  roles: ['user', 'orchestrator', 'agent'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/tasks/:task_id/complete'],
  toolsets: ['core', 'standard'],
  input: z.object({
    task_id: field.taskId,
    lease_token: secret(field.leaseToken),
    summary: text(4_000, 1).optional().describe('What was done; becomes a comment'),
  }),
  output: z.object({
    task: Task,
    ...Unblocked.shape,
    loop: LoopState.optional(),
    next: z.string(),
    replayed: z.boolean().optional(),
  }),
  advertised: someObject,
  async run({ task_id, lease_token, summary }, context) {
    const queue = await openQueue(context)
    const row = await requireTask(queue, task_id)
    if (isRepeated(queue, row, lease_token)) return { ...(await answer(queue, row.id, [])), replayed: true }
    const { task, unblocked } = await moveTask(queue, row, 'shipped', { lease_token })
    if (summary !== undefined) await comment(queue, { task }, { body: summary })
    return answer(queue, task.id, unblocked)
  },
})

/** The lease that shipped a task may say so again. */
function isRepeated(queue: Queue, task: TaskRow, token: string): boolean {
  const byMe = task.shipped_by === queue.me || isHolder(queue, task)
  return task.status === 'shipped' && byMe && generationOf(queue.workspace, task.id, token) === task.generation
}

async function answer(queue: Queue, taskId: string, unblocked: readonly LineRow[]) {
  const row = await requireTask(queue, taskId)
  const loop = row.loop_id === null ? undefined : await findLoop(queue.db, seen(queue), row.loop_id)
  const [parts] = loop ? await withCounts(queue, [loop]) : []
  const next = 'claim_next_work gives the next task.'
  const state = parts && { loop: { id: parts.loop.id, ready: parts.ready, unfinished: unfinished(parts.counts) } }
  return { task: await viewTask(queue, row), ...unblockedOf(await seenTasks(queue, unblocked)), ...state, next }
}

function unfinished({ shipped: _, rejected: __, ...others }: Record<TaskRow['status'], number>): number {
  return Object.values(others).reduce((sum, count) => sum + count, 0)
}
