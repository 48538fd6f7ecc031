import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { gatingKinds } from '../words.ts'
import type { QueueTables, TaskRow } from './tables.ts'

type Tasks = Pick<TaskRow, 'id' | 'title'>[]

/** Tasks whose counter of what they wait for is not what their edges say. */
export async function miscounted(db: Database<QueueTables>, workspaceId: string, limit: number): Promise<Tasks> {
  const open = sql<number>`(select count(*) from queue_dependencies where queue_dependencies.task_id = queue_tasks.id and resolved_at is null and kind in (${sql.join(gatingKinds)}))`
  return select(db, workspaceId, limit).where(sql<boolean>`open_blockers <> ${open}`).execute()
}

/** Tasks that were set aside because every worker failed at them. */
export async function poisoned(db: Database<QueueTables>, workspaceId: string, limit: number): Promise<Tasks> {
  return select(db, workspaceId, limit).where('dead_at', 'is not', null).execute()
}

/** Tasks of shipped loops on which something was still to happen. */
export async function stranded(db: Database<QueueTables>, workspaceId: string, limit: number): Promise<Tasks> {
  const shipped = db.selectFrom('queue_loops').select('id').where('workspace_id', '=', workspaceId).where('status', '=', 'shipped')
  return select(db, workspaceId, limit).where('status', 'not in', ['shipped', 'rejected']).where('loop_id', 'in', shipped).execute()
}

function select(db: Database<QueueTables>, workspaceId: string, limit: number) {
  return db.selectFrom('queue_tasks').select(['id', 'title']).where('workspace_id', '=', workspaceId).orderBy('id').limit(limit)
}

/** What time it is by the database's clock, which may leave out fractions of a second. */
export async function databaseTime(db: Database<QueueTables>): Promise<Date> {
  const { rows } = await sql<{ at: string | Date }>`select current_timestamp as at`.execute(db)
  const { at } = rows[0]!
  return at instanceof Date ? at : new Date(/[zZ]|[+-]\d\d/.test(at.slice(19)) ? at : `${at.replace(' ', 'T')}Z`)
}
