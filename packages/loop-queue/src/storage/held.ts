import { sql } from 'kysely'
import type { Database } from 'loop-core'
import type { QueueTables, TaskRow } from './tables.ts'

/**
 * What some identities, or the agents of a member among them, have claimed, the lease that ends first at the top.
 *
 * That there is a holder is said once more for the sake of an index, since few tasks have one.
 */
export async function heldTasks(db: Database<QueueTables>, workspaceId: string, identities: readonly string[]): Promise<TaskRow[]> {
  return db
    .selectFrom('queue_tasks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lease_holder', '>', '')
    .where('status', '=', 'in_progress')
    .where((where) => where.or([where('lease_holder', 'in', identities), where('lease_member', 'in', identities)]))
    .orderBy(sql`coalesce(lease_expires_at, '9999')`)
    .orderBy('id')
    .limit(100)
    .execute()
}
