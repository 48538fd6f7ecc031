import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { openQueue } from '../../queue.ts'
import { notForAgents } from '../../refusals.ts'
import { deleteComment as remove } from '../../storage/comments.ts'
import { requireComment } from '../../thread.ts'

export const deleteComment = operation({
  name: 'delete_comment',
  title: 'Delete comment',
  summary: 'Delete a comment for good: your own, or as a person any.',
  kind: 'destroy',
  roles: ['user', 'orchestrator', 'agent'],
  tool: false,
  rest: ['DELETE /api/v1/comments/:comment_id'],
  input: z.object({ comment_id: field.commentId }),
  output: z.object({ deleted: z.boolean(), comment_id: z.string() }),
  async run({ comment_id }, context) {
    const queue = await openQueue(context)
    const comment = await requireComment(queue, comment_id)
    if (queue.actor.role !== 'user' && comment.author !== queue.me) throw notForAgents('delete the comment of another')
    await remove(queue.db, comment)
    return { deleted: true, comment_id }
  },
})
