import { sql } from 'kysely'
import type { Database } from 'loop-core'
import type { QueueTables, TaskRow } from './tables.ts'

export interface StatusCount {
  loop_id: string | null
  status: TaskRow['status']
  count: number
  /** Those of them that wait for no other. */
  unblocked: number
}

const unblocked = sql<number>`sum(case when open_blockers = 0 then 1 else 0 end)`

/** How many tasks of each status some loops have, as written down. */
export async function countByStatus(db: Database<QueueTables>, loopIds: readonly string[]): Promise<StatusCount[]> {
  if (loopIds.length === 0) return []
  const rows = await db
    .selectFrom('queue_tasks')
    .select(['loop_id', 'status', (select) => select.fn.countAll<number>().as('count'), unblocked.as('unblocked')])
    .where('loop_id', 'in', loopIds)
    .groupBy(['loop_id', 'status'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count), unblocked: Number(row.unblocked) }))
}

/** How many of the approved tasks of some loops that wait for no other rest after a failure; by loop. */
export async function countResting(db: Database<QueueTables>, loopIds: readonly string[], at: string): Promise<Map<string, number>> {
  if (loopIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('queue_tasks')
    .select(['loop_id', (select) => select.fn.countAll<number>().as('count')])
    .where('loop_id', 'in', loopIds)
    .where('not_before', '>', at)
    .where('status', '=', 'approved')
    .where('open_blockers', '=', 0)
    .groupBy('loop_id')
    .execute()
  return new Map(rows.map(({ loop_id, count }) => [loop_id!, Number(count)]))
}
