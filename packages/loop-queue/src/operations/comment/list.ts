import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { viewQueue } from '../../queue.ts'
import { countComments, newestComments } from '../../storage/comments.ts'
import { requireThread, threadFields, threadOf } from '../../thread.ts'
import { Comment, commentOf } from '../../views/comment.ts'

export const listComments = operation({
  name: 'list_comments',
  title: 'List comments',
  summary: 'The comments on a task or on a loop, newest first.',
  kind: 'read',
  roles: ['user', 'orchestrator', 'agent'],
  command: 'comment list',
  rest: ['GET /api/v1/tasks/:task_id/comments', 'GET /api/v1/loops/:loop_id/comments'],
  toolsets: [],
  input: z.object({ ...threadFields, limit: field.limit(20), cursor: field.commentId.optional() }),
  output: z.object({ comments: z.array(Comment), total: z.int(), cursor: z.string().optional() }),
  advertised: z.object({ comments: z.array(Comment.pick({ body: true, author_name: true })) }),
  async run({ limit, cursor, ...where }, context) {
    const queue = await viewQueue(context)
    const thread = threadOf(await requireThread(queue, where))
    const rows = await newestComments(queue.db, thread, limit + 1, cursor)
    const comments = rows.slice(0, limit).map(commentOf)
    const more = rows.length > limit && { cursor: comments.at(-1)!.id }
    return { comments, total: Number(await countComments(queue.db, thread)), ...more }
  },
})
