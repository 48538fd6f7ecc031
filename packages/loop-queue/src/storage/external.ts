import type { Database } from 'loop-core'
import type { ExternalRow, QueueTables } from './tables.ts'

/** Where a task was imported from. */
export async function externalOf(db: Database<QueueTables>, taskId: string): Promise<ExternalRow | undefined> {
  return db.selectFrom('queue_external').selectAll().where('task_id', '=', taskId).executeTakeFirst()
}
