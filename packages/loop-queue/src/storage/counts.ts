import type { Database } from 'loop-core'
import { isReady } from './ready.ts'
import type { QueueTables, TaskRow } from './tables.ts'

export interface StatusCount {
  loop_id: string | null
  status: TaskRow['status']
  count: number
}

/** How many tasks of each status some loops have, as written down. */
export async function countByStatus(db: Database<QueueTables>, loopIds: readonly string[]): Promise<StatusCount[]> {
  if (loopIds.length === 0) return []
  const rows = await db
    .selectFrom('queue_tasks')
    .select(['loop_id', 'status', (select) => select.fn.countAll<number>().as('count')])
    .where('loop_id', 'in', loopIds)
    .groupBy(['loop_id', 'status'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** How many tasks of some loops are ready, as written down. */
export async function countReadyByLoop(db: Database<QueueTables>, loopIds: readonly string[], at: string): Promise<Map<string, number>> {
  if (loopIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('queue_tasks')
    .select(['loop_id', (select) => select.fn.countAll<number>().as('count')])
    .where('loop_id', 'in', loopIds)
    .where(isReady(at))
    .groupBy('loop_id')
    .execute()
  return new Map(rows.map(({ loop_id, count }) => [loop_id!, Number(count)]))
}
