import { sql } from 'kysely'
import type { Database } from 'loop-core'
import type { CommentRow, QueueTables } from './tables.ts'

/** A comment stands on a task or on a loop. */
export type Thread = { task_id: string } | { loop_id: string }

function select(db: Database<QueueTables>, thread: Thread) {
  const [column, id] = 'task_id' in thread ? (['task_id', thread.task_id] as const) : (['loop_id', thread.loop_id] as const)
  return db.selectFrom('queue_comments').where(column, '=', id)
}

/** The newest comments, newest first, before one that is known already. */
export async function newestComments(db: Database<QueueTables>, thread: Thread, limit: number, before?: string): Promise<CommentRow[]> {
  const newest = select(db, thread).selectAll().orderBy('id', 'desc').limit(limit)
  return (before === undefined ? newest : newest.where('id', '<', before)).execute()
}

export async function countComments(db: Database<QueueTables>, thread: Thread): Promise<number> {
  const { count } = await select(db, thread)
    .select((all) => all.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Adds a comment and keeps the number that lists show. */
export async function insertComment(db: Database<QueueTables>, comment: CommentRow): Promise<void> {
  await db.insertInto('queue_comments').values(comment).execute()
  if (comment.task_id !== null) await changeCount(db, comment.task_id, 1)
}

export async function findComment(db: Database<QueueTables>, workspaceId: string, id: string): Promise<CommentRow | undefined> {
  return db.selectFrom('queue_comments').selectAll().where('id', '=', id).where('workspace_id', '=', workspaceId).executeTakeFirst()
}

export async function deleteComment(db: Database<QueueTables>, comment: CommentRow): Promise<void> {
  await db.deleteFrom('queue_comments').where('id', '=', comment.id).execute()
  if (comment.task_id !== null) await changeCount(db, comment.task_id, -1)
}

async function changeCount(db: Database<QueueTables>, taskId: string, by: number): Promise<void> {
  await db
    .updateTable('queue_tasks')
    .set({ comment_count: sql`comment_count + ${sql.lit(by)}` })
    .where('id', '=', taskId)
    .execute()
}
