import type { Database } from 'loop-core'
import type { QueueTables, TaskRow } from './tables.ts'

/** What some identities, or the agents of a member among them, have claimed, the lease that ends first at the top. */
export async function heldTasks(db: Database<QueueTables>, workspaceId: string, identities: readonly string[]): Promise<TaskRow[]> {
  return db
    .selectFrom('queue_tasks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'in_progress')
    .where((where) => where.or([where('lease_holder', 'in', identities), where('lease_member', 'in', identities)]))
    .orderBy('lease_expires_at')
    .orderBy('id')
    .limit(100)
    .execute()
}
