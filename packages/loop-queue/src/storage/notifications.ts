import type { Database } from 'loop-core'
import type { NotificationRow, QueueTables } from './tables.ts'

interface Inbox {
  workspaceId: string
  recipients: readonly string[]
}

/** What some identities have not read yet, the newest first. */
export async function unreadNotifications(
  db: Database<QueueTables>,
  { workspaceId, recipients }: Inbox,
  limit: number,
): Promise<NotificationRow[]> {
  const unread = db.selectFrom('queue_notifications').selectAll().where('recipient', 'in', recipients).where('read_at', 'is', null)
  return unread.where('workspace_id', '=', workspaceId).orderBy('id', 'desc').limit(limit).execute()
}
