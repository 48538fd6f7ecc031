import { sql } from 'kysely'
import type { Database } from 'loop-core'
import type { QueueTables, TaskRow } from './tables.ts'

/** Deletes what is older than each time says. */
export async function dropOld(db: Database<QueueTables>, before: { requests: string; read: string; mails: string }): Promise<void> {
  await db.deleteFrom('queue_requests').where('created_at', '<=', before.requests).execute()
  await db.deleteFrom('queue_notifications').where('read_at', '<=', before.read).execute()
  await db.deleteFrom('queue_mails').where('created_at', '<=', before.mails).execute()
}

/** Tasks whose holder, bound by no end, last wrote in a span of time and of which no notification with the id says so yet. */
export async function untoldStale(
  db: Database<QueueTables>,
  workspaceId: string,
  { after, until }: { after: string; until: string },
): Promise<(Pick<TaskRow, 'id' | 'title' | 'loop_id' | 'lease_holder' | 'created_by'> & { note_id: string })[]> {
  const noteId = sql<string>`'stale.' || queue_tasks.id || '.' || queue_tasks.generation`
  return db
    .selectFrom('queue_tasks')
    .select(['id', 'title', 'loop_id', 'lease_holder', 'created_by', noteId.as('note_id')])
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'in_progress')
    .where('lease_kind', '=', 'implicit')
    .where('lease_seen_at', '>', after)
    .where('lease_seen_at', '<=', until)
    .where(sql<boolean>`not exists (select 1 from queue_notifications where event_id = ${noteId} and kind = 'task.stale')`)
    .orderBy('lease_seen_at')
    .orderBy('id')
    .limit(100)
    .execute()
}
