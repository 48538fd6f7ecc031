import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { chunks, inChunks } from './chunks.ts'
import { isVisible, type Seen } from './loops.ts'
import type { CommentRow, DependencyRow, LoopRow, QueueTables, TaskRow } from './tables.ts'
import { isTaskVisible } from './tasks.ts'

type Named = 'queue_tasks' | 'queue_loops' | 'queue_comments'

/** Which of some ids are taken, in whatever workspace and whoever may see it: no two rows have the same. */
export async function takenIds(db: Database<QueueTables>, table: Named, ids: readonly string[]): Promise<Set<string>> {
  const rows = await inChunks(ids, (piece) => db.selectFrom(table).select('id').where('id', 'in', piece).execute())
  return new Set(rows.map(({ id }) => id))
}

/** Unshipped loops of some names, the oldest first. */
export async function findLoopsNamed(
  db: Database<QueueTables>,
  { workspaceId, viewer }: Seen,
  names: readonly string[],
): Promise<LoopRow[]> {
  return inChunks(names, (piece) =>
    db
      .selectFrom('queue_loops')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('status', '<>', 'shipped')
      .where('name', 'in', piece)
      .where(isVisible(viewer))
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
  )
}

export async function insertLoops(db: Database<QueueTables>, loops: readonly LoopRow[]): Promise<void> {
  for (const piece of chunks(loops)) await db.insertInto('queue_loops').values(piece).execute()
}

/** Adds comments to threads whose numbers are kept elsewhere, such as those of new tasks. */
export async function insertComments(db: Database<QueueTables>, comments: readonly CommentRow[]): Promise<void> {
  for (const piece of chunks(comments)) await db.insertInto('queue_comments').values(piece).execute()
}

export async function addToCommentCount(db: Database<QueueTables>, taskId: string, count: number): Promise<void> {
  await db
    .updateTable('queue_tasks')
    .set({ comment_count: sql`comment_count + ${sql.lit(count)}` })
    .where('id', '=', taskId)
    .execute()
}

/** All comments of some tasks or loops, in the order of their ids. */
export async function commentsOn(db: Database<QueueTables>, column: 'task_id' | 'loop_id', ids: readonly string[]): Promise<CommentRow[]> {
  return inChunks(ids, (piece) => db.selectFrom('queue_comments').selectAll().where(column, 'in', piece).orderBy('id').execute())
}

/** What some tasks wait for or point to by themselves: neither their children nor what they inherit. */
export async function ownEdges(db: Database<QueueTables>, taskIds: readonly string[]): Promise<DependencyRow[]> {
  return inChunks(taskIds, (piece) =>
    db
      .selectFrom('queue_dependencies')
      .selectAll()
      .where('task_id', 'in', piece)
      .where('origin', '=', 'own')
      .where('kind', '<>', 'parent')
      .orderBy('task_id')
      .orderBy('depends_on_id')
      .orderBy('kind')
      .execute(),
  )
}

/** All tasks of a workspace, or of one loop, that are seen, in the order of their ids. */
export async function allTasks(db: Database<QueueTables>, { workspaceId, viewer }: Seen, loopId?: string): Promise<TaskRow[]> {
  const select = db.selectFrom('queue_tasks').selectAll().where('workspace_id', '=', workspaceId).where(isTaskVisible(viewer))
  return (loopId === undefined ? select : select.where('loop_id', '=', loopId)).orderBy('id').execute()
}

/** All loops of a workspace that are seen, in the order of their ids. */
export async function allLoops(db: Database<QueueTables>, { workspaceId, viewer }: Seen): Promise<LoopRow[]> {
  const select = db.selectFrom('queue_loops').selectAll().where('workspace_id', '=', workspaceId).where(isVisible(viewer))
  return select.orderBy('id').execute()
}

/** Who sees which of some loops besides their creators. */
export async function sharesOfAll(db: Database<QueueTables>, loopIds: readonly string[]): Promise<{ loop_id: string; identity: string }[]> {
  return inChunks(loopIds, (piece) =>
    db.selectFrom('queue_loop_shares').select(['loop_id', 'identity']).where('loop_id', 'in', piece).orderBy('identity').execute(),
  )
}

export async function insertShares(
  db: Database<QueueTables>,
  shares: readonly { workspace_id: string; loop_id: string; identity: string }[],
): Promise<void> {
  for (const piece of chunks(shares)) await db.insertInto('queue_loop_shares').values(piece).execute()
}
