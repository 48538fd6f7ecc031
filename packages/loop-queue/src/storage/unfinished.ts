import type { Database } from 'loop-core'
import type { QueueTables, TaskRow } from './tables.ts'

function ofLoop(db: Database<QueueTables>, loopId: string) {
  return db.selectFrom('queue_tasks').where('loop_id', '=', loopId)
}

function unfinished(db: Database<QueueTables>, loopId: string) {
  return ofLoop(db, loopId).where('status', 'not in', ['shipped', 'rejected'])
}

/** Tasks of a loop on which something is still to happen, in work order. */
export async function unfinishedTasks(db: Database<QueueTables>, loopId: string, limit: number): Promise<TaskRow[]> {
  return unfinished(db, loopId)
    .selectAll()
    .orderBy('priority_rank')
    .orderBy('due_sort')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function countUnfinished(db: Database<QueueTables>, loopId: string): Promise<number> {
  const { count } = await unfinished(db, loopId)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many tasks of a loop somebody holds. */
export async function countHeld(db: Database<QueueTables>, loopId: string, at: string): Promise<number> {
  const { count } = await ofLoop(db, loopId)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', '=', 'in_progress')
    .where((where) => where.or([where('lease_expires_at', 'is', null), where('lease_expires_at', '>', at)]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The titles of what a loop has shipped, oldest first. */
export async function shippedTitles(db: Database<QueueTables>, loopId: string, limit: number): Promise<string[]> {
  const rows = await ofLoop(db, loopId)
    .select('title')
    .where('status', '=', 'shipped')
    .orderBy('shipped_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ title }) => title)
}

export async function countShipped(db: Database<QueueTables>, loopId: string): Promise<number> {
  const { count } = await ofLoop(db, loopId)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', '=', 'shipped')
    .executeTakeFirstOrThrow()
  return Number(count)
}
