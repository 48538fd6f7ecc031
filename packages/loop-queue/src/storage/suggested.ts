import { type RawBuilder, sql } from 'kysely'
import type { Database } from 'loop-core'
import { containing } from './listed.ts'
import { isVisible, type Seen } from './loops.ts'
import type { QueueTables } from './tables.ts'
import { isTaskVisible } from './tasks.ts'

/** Ids of the loops whose name has some words or whose id begins with them; shipped ones last. */
export async function loopsLike(db: Database<QueueTables>, { workspaceId, viewer }: Seen, words: string, limit: number): Promise<string[]> {
  const loops = db.selectFrom('queue_loops').select('id').where('workspace_id', '=', workspaceId).where(isVisible(viewer))
  const rows = await loops
    .where(isLike(db, 'name', words))
    .orderBy(sql`case status when 'active' then 0 when 'on_hold' then 1 else 2 end`)
    .orderBy('priority')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The same for tasks, by their titles; settled ones last. */
export async function tasksLike(db: Database<QueueTables>, { workspaceId, viewer }: Seen, words: string, limit: number): Promise<string[]> {
  const tasks = db.selectFrom('queue_tasks').select('id').where('workspace_id', '=', workspaceId).where(isTaskVisible(viewer))
  const rows = await tasks
    .where(isLike(db, 'title', words))
    .orderBy(sql`case when status in ('shipped', 'rejected') then 1 else 0 end`)
    .orderBy('priority_rank')
    .orderBy('due_sort')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

function isLike(db: Database<QueueTables>, column: 'name' | 'title', words: string): RawBuilder<boolean> {
  return sql<boolean>`(${containing(db, column, words)} or substr(id, 1, ${sql.lit(words.length)}) = ${words.toUpperCase()})`
}
