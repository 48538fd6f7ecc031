import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { endedTasks, isReadyNow, requireLoop, viewLoop } from '../../load.ts'
import { type Queue, viewQueue } from '../../queue.ts'
import { asOf } from '../../rules/lease.ts'
import { countComments, newestComments } from '../../storage/comments.ts'
import { tasksOfLoop } from '../../storage/loop-tasks.ts'
import type { TaskRow } from '../../storage/tables.ts'
import { Comment, commentOf } from '../../views/comment.ts'
import { advertisedLoop, Loop } from '../../views/loop.ts'
import { advertisedLine, lineOf, TaskLine } from '../../views/task.ts'

const shownTasks = 100
const shownComments = 20

export const getLoop = operation({
  name: 'get_loop',
  title: 'Get loop',
  summary: 'One loop with its tasks, its comments and its whole ai_context: the instructions for whoever works on it.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  rest: ['GET /api/v1/loops/:loop_id'],
  toolsets: ['seed', 'standard'],
  input: z.object({ loop_id: field.loopId }),
  output: z.object({
    loop: Loop,
    tasks: z.array(TaskLine),
    comments: z.array(Comment),
    left_out: z.object({ tasks: z.int(), comments: z.int() }),
  }),
  advertised: z.object({ loop: advertisedLoop, tasks: z.array(advertisedLine) }),
  version: ({ loop }) => loop.version,
  async run({ loop_id }, context) {
    const queue = await viewQueue(context)
    const loop = await viewLoop(queue, await requireLoop(queue, loop_id))
    const tasks = await tasksAsOf(queue, loop_id)
    const comments = await newestComments(queue.db, { loop_id }, shownComments)
    const all = Object.values(loop.tasks).reduce((sum, count) => sum + count, 0)
    const left_out = { tasks: all - tasks.length, comments: (await countComments(queue.db, { loop_id })) - comments.length }
    return { loop, tasks: tasks.map(lineOf), comments: comments.toReversed().map(commentOf), left_out }
  },
})

async function tasksAsOf(queue: Queue, loopId: string): Promise<TaskRow[]> {
  const ended = await endedTasks(queue)
  const readyAgain = ended.filter((task) => isReadyNow(task, queue.at)).map(({ id }) => id)
  const moment = { at: queue.at, maxAttempts: queue.workspace.max_attempts, readyAgain }
  const rows = await tasksOfLoop(queue.db, loopId, moment, shownTasks)
  return rows.map((row) => asOf(row, queue.at, queue.workspace))
}
