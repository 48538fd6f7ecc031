import { isId } from '../../fields.ts'
import type { SourceComment, SourceDocument } from '../../formats/format.ts'
import { commentKey } from '../../formats/values.ts'
import type { Queue } from '../../queue.ts'
import { commentsOn, insertComments, takenIds } from '../../storage/bulk.ts'
import type { CommentRow } from '../../storage/tables.ts'
import { maxComments } from '../comment.ts'
import { cut, identityOf, instantOf } from './bounded.ts'
import type { Plan } from './plan.ts'

/** The ids for comments that bring their own along: the same where it is free. */
export async function giveCommentIds(queue: Queue, { tasks, loops }: SourceDocument): Promise<Map<string, string>> {
  const all = [...loops.flatMap(({ comments = [] }) => comments), ...tasks.flatMap(({ comments }) => comments)]
  const own = [...new Set(all.flatMap(({ row }) => (row ? [row.id] : [])))]
  const taken = await takenIds(queue.db, 'queue_comments', own.filter(isId))
  return new Map(own.map((id) => [id, isId(id) && !taken.has(id) ? id : queue.newId()]))
}

type Thread = { task_id: string } | { loop_id: string }

/** The rows of comments of one thread; `there` is how many it has already. */
export function commentRows(
  plan: Plan,
  comments: readonly SourceComment[],
  thread: Thread & { where: string; there: number },
): CommentRow[] {
  const { where, there, ...place } = thread
  const room = Math.max(maxComments - there, 0)
  if (comments.length > room) {
    const text = `A thread has at most ${maxComments} comments; ${comments.length - room} were left out.`
    plan.problems.push({ where, code: 'too_many_comments', text })
  }
  return comments.slice(0, room).map((comment) => commentRow(plan, comment, place as Thread))
}

function commentRow({ queue, commentIds }: Plan, { author, body, at, row }: SourceComment, thread: Thread): CommentRow {
  const { workspace, me } = queue
  return {
    id: row ? commentIds.get(row.id)! : queue.newId(),
    workspace_id: workspace.id,
    task_id: null,
    loop_id: null,
    ...thread,
    body,
    author: row ? identityOf(row.author, me) : me,
    author_name: cut(author, 200),
    reply_to_id: (row?.reply_to_id && commentIds.get(row.reply_to_id)) || null,
    created_at: at === undefined ? queue.at : instantOf(at),
  }
}

/** Adds the comments on loops that are not there yet. */
export async function importLoopComments(plan: Plan): Promise<number> {
  const { document, loops, queue } = plan
  const sources = document.loops.filter(({ comments = [] }) => comments.length > 0)
  const ids = sources.map(({ key }) => loops.get(key)!.id)
  const present = await commentsOn(queue.db, 'loop_id', ids)
  const keys = new Set(present.map((comment) => `${comment.loop_id} ${commentKey({ author: comment.author_name, body: comment.body })}`))
  const rows = sources.flatMap(({ key, comments = [] }) => {
    const loop_id = loops.get(key)!.id
    const missing = comments.filter((comment) => !keys.has(`${loop_id} ${commentKey(comment)}`))
    const there = present.filter((comment) => comment.loop_id === loop_id).length
    return commentRows(plan, missing, { loop_id, where: `loop ${key}`, there })
  })
  await insertComments(queue.db, rows)
  return rows.length
}
