import { sql } from 'kysely'
import type { Database } from 'loop-core'
import { isVisible } from './loops.ts'
import type { NotificationRow, QueueTables } from './tables.ts'

/** Whose notifications are wanted, and under which names they see private loops. */
export interface Reader {
  workspaceId: string
  recipients: readonly string[]
  viewer: readonly string[]
}

const rowsAStatement = 200

/** Puts notes into inboxes; who has had the event already gets no second one. */
export async function addNotifications(db: Database<QueueTables>, rows: readonly NotificationRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAStatement)
    await db
      .insertInto('queue_notifications')
      .values(rows.slice(start, start + rowsAStatement))
      .onConflict((conflict) => conflict.columns(['recipient', 'event_id', 'kind']).doNothing())
      .execute()
}

/** Deletes what is unread beyond the newest of a recipient. */
export async function dropOldUnread(db: Database<QueueTables>, recipient: string, kept: number): Promise<void> {
  const { id } =
    (await db
      .selectFrom('queue_notifications')
      .select('id')
      .where('recipient', '=', recipient)
      .where('read_at', 'is', null)
      .orderBy('id', 'desc')
      .offset(kept)
      .limit(1)
      .executeTakeFirst()) ?? {}
  if (id === undefined) return
  await db.deleteFrom('queue_notifications').where('recipient', '=', recipient).where('read_at', 'is', null).where('id', '<=', id).execute()
}

function isTo({ workspaceId, recipients, viewer }: Reader) {
  // Who no longer sees a loop no longer reads of it.
  const seen = sql`exists (select 1 from queue_loops where queue_loops.id = queue_notifications.loop_id and ${isVisible(viewer)})`
  return sql<boolean>`(queue_notifications.workspace_id = ${workspaceId} and recipient in (${sql.join(recipients)}) and (loop_id is null or ${seen}))`
}

/** Newest first, before one that is known already. */
export async function newestNotifications(
  db: Database<QueueTables>,
  reader: Reader,
  { unread, limit, before }: { unread: boolean; limit: number; before?: string },
): Promise<NotificationRow[]> {
  let rows = db.selectFrom('queue_notifications').selectAll().where(isTo(reader))
  if (unread) rows = rows.where('read_at', 'is', null)
  if (before !== undefined) rows = rows.where('id', '<', before)
  return rows.orderBy('id', 'desc').limit(limit).execute()
}

export async function countUnread(db: Database<QueueTables>, reader: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('queue_notifications')
    .select((all) => all.fn.countAll<number>().as('count'))
    .where(isTo(reader))
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Marks some, or all from before a time, and says how many had been unread. */
export async function markRead(
  db: Database<QueueTables>,
  reader: Reader,
  { ids, before, at }: { ids?: readonly string[]; before?: string; at: string },
): Promise<number> {
  let update = db.updateTable('queue_notifications').set({ read_at: at }).where(isTo(reader)).where('read_at', 'is', null)
  if (ids !== undefined) update = update.where('id', 'in', ids)
  if (before !== undefined) update = update.where('created_at', '<', before)
  return (await update.returning('id').execute()).length
}
