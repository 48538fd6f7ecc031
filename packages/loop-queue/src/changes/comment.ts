import type { Queue } from '../queue.ts'
import { limitReached } from '../refusals.ts'
import { countComments, insertComment } from '../storage/comments.ts'
import type { CommentRow, LoopRow, TaskRow } from '../storage/tables.ts'
import { announceLoop, announceTask } from './announce.ts'

export const maxComments = 1_000

/** Adds a comment to a task or a loop and tells those who are concerned. */
export async function comment(
  queue: Queue,
  on: { task: TaskRow } | { loop: LoopRow },
  { body, reply_to_id = null, mentions = [] }: { body: string; reply_to_id?: string | null; mentions?: readonly string[] },
): Promise<CommentRow> {
  const thread = 'task' in on ? { task_id: on.task.id } : { loop_id: on.loop.id }
  const count = await countComments(queue.db, thread)
  if (count >= maxComments) throw limitReached('comments in a thread', maxComments, count)
  const row = { task_id: null, loop_id: null, ...thread, ...authorOf(queue), id: queue.newId(), body, reply_to_id, created_at: queue.at }
  await insertComment(queue.db, row)
  const facts = { comment_id: row.id, author: row.author, length: [...body].length, ...(mentions.length > 0 && { mentions }) }
  await ('task' in on ? announceTask(queue, 'comment.added', on.task, facts) : announceLoop(queue, 'comment.added', on.loop, facts))
  return row
}

function authorOf({ workspace, me, actor }: Queue) {
  return { workspace_id: workspace.id, author: me, author_name: actor.agent?.name ?? actor.member?.name ?? me }
}
