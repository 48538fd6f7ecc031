import type { Database, LoopEvent, Subscriber } from 'loop-core'
import type { MemberRow } from 'loop-core/accounts'
import { loadLoop } from '../storage/loops.ts'
import { addMails, type MailPreference, mailPreferences } from '../storage/mails.ts'
import { addNotifications } from '../storage/notifications.ts'
import type { LoopRow, MailRow, NotificationRow, QueueTables } from '../storage/tables.ts'
import { mailJob } from './mail-job.ts'
import { oneLine } from './one-line.ts'
import { recipientsOf } from './recipients.ts'

/** Tells all who are concerned that a loop was shipped: their inbox, and a mail job for each who can and will have mail. */
export const tellShipped: Subscriber = async (event, { db: untyped, now, newId, enqueue }) => {
  const db = untyped as Database<QueueTables>
  const loop = await loadLoop(db, event.entity)
  if (loop === undefined) return
  const { identities, members } = await recipientsOf(db, loop)
  const at = now().toISOString()
  await addNotifications(
    db,
    identities.map((recipient) => ({ id: newId(), recipient, ...noteOf(event, loop), created_at: at })),
  )
  // Whether mail is on was decided where the loop was shipped: this process may be set up otherwise.
  if (event.after?.mail !== 'queued') return
  const preferences = await mailPreferences(db)
  const mails = members.map((member) => mailOf(event, loop, { member, at, preference: preferences.get(member.id) }))
  for (const mail of await addMails(db, mails)) if (mail.status === 'queued') enqueue(mailJob(mail, loop.id))
}

function noteOf(event: LoopEvent, { id, name, workspace_id }: LoopRow): Omit<NotificationRow, 'id' | 'recipient' | 'created_at'> {
  const text = oneLine(`${event.actor?.name ?? event.actor?.id ?? 'Somebody'} shipped the loop "${name}"`, 300)
  return { workspace_id, event_id: event.id, kind: event.type, text, task_id: null, loop_id: id, comment_id: null, read_at: null }
}

interface To {
  member: MemberRow
  preference: MailPreference | undefined
  at: string
}

/** Who has no address or wants no mail is written down too, so that the list of mails says what became of everybody. */
function mailOf({ id }: LoopEvent, { workspace_id }: LoopRow, { member, preference = 'shipped', at }: To): MailRow {
  const why = member.email === null ? 'no_address' : preference === 'none' ? 'not_wanted' : null
  const state = { status: why === null ? ('queued' as const) : ('skipped' as const), last_code: why }
  return { event_id: id, member_id: member.id, workspace_id, ...state, attempts: 0, message_id: null, created_at: at, updated_at: at }
}
