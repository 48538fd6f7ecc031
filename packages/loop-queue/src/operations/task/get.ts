import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireTask, seen, viewTask } from '../../load.ts'
import { viewQueue } from '../../queue.ts'
import { newestComments } from '../../storage/comments.ts'
import { findLoop } from '../../storage/loops.ts'
import { Comment, commentOf } from '../../views/comment.ts'
import { Task } from '../../views/task.ts'
import { loopStatuses } from '../../words.ts'

const shownComments = 100

export const getTask = operation({
  name: 'get_task',
  title: 'Get task',
  summary: 'One task with its whole body (the prompt), what it waits for, and its comments.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/tasks/:task_id'],
  toolsets: ['core', 'seed', 'standard'],
  input: z.object({ task_id: field.taskId }),
  output: z.object({
    task: Task,
    comments: z.array(Comment),
    loop: z.object({ id: z.string(), name: z.string(), status: z.enum(loopStatuses) }).optional(),
    left_out: z.object({ comments: z.int() }),
  }),
  advertised: z.object({ task: z.object({ body: z.string() }) }),
  version: ({ task }) => task.version,
  async run({ task_id }, context) {
    const queue = await viewQueue(context)
    const row = await requireTask(queue, task_id)
    const comments = await newestComments(queue.db, { task_id }, shownComments)
    const loop = row.loop_id === null ? undefined : await findLoop(queue.db, seen(queue), row.loop_id)
    return {
      task: await viewTask(queue, row),
      comments: comments.toReversed().map(commentOf),
      ...(loop && { loop: { id: loop.id, name: loop.name, status: loop.status } }),
      left_out: { comments: row.comment_count - comments.length },
    }
  },
})
