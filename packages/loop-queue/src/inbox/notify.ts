import { audienceOf } from '../changes/announce.ts'
import type { AgentlessQueue } from '../queue.ts'
import { addNotifications, dropOldUnread } from '../storage/notifications.ts'
import { whoMayKnow } from './identities.ts'

const longestText = 300
const keptUnread = 1_000

export interface News {
  /** What it is about; the same news reaches a recipient once, however often it is delivered. */
  event_id: string
  kind: string
  text: string
  task_id?: string | null
  loop_id?: string | null
  comment_id?: string | null
}

/** Puts news into the inboxes of those who may know of them. */
export async function notify(queue: AgentlessQueue, recipients: readonly (string | null | undefined)[], news: News): Promise<void> {
  const { db, workspace, at } = queue
  const audience = await audienceOf(queue, news.loop_id ?? null)
  const wanted = recipients.filter((id) => id !== null && id !== undefined)
  const text = [...news.text].slice(0, longestText).join('')
  const about = { task_id: null, loop_id: null, comment_id: null, ...news, text }
  const told = await whoMayKnow(db, audience, wanted)
  const row = { workspace_id: workspace.id, ...about, read_at: null, created_at: at }
  await addNotifications(
    db,
    told.map((recipient) => ({ id: queue.newId(), recipient, ...row })),
  )
  for (const recipient of told) await dropOldUnread(db, recipient, keptUnread)
}
