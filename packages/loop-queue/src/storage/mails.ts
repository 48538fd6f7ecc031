import type { Database } from 'loop-core'
import type { MailRow, QueueTables } from './tables.ts'

export type MailPreference = QueueTables['queue_mail_preferences']['preference']

const rowsAStatement = 200

/** Writes down that members are to get a mail, each once for an event, and gives those who were not down yet. */
export async function addMails(db: Database<QueueTables>, rows: readonly MailRow[]): Promise<MailRow[]> {
  const added: MailRow[] = []
  for (let start = 0; start < rows.length; start += rowsAStatement) {
    const statement = db.insertInto('queue_mails').values(rows.slice(start, start + rowsAStatement))
    const fresh = await statement
      .onConflict((conflict) => conflict.columns(['event_id', 'member_id']).doNothing())
      .returningAll()
      .execute()
    added.push(...fresh)
  }
  return added
}

type Name = Pick<MailRow, 'event_id' | 'member_id'>

export async function findMail(db: Database<QueueTables>, { event_id, member_id }: Name): Promise<MailRow | undefined> {
  const mails = db.selectFrom('queue_mails').selectAll().where('event_id', '=', event_id)
  return mails.where('member_id', '=', member_id).executeTakeFirst()
}

/** Writes down how a try went, if the mail still waits and nobody else has tried meanwhile. */
export async function updateMail(db: Database<QueueTables>, mail: MailRow, changes: Partial<MailRow>): Promise<MailRow | undefined> {
  return db
    .updateTable('queue_mails')
    .set({ ...changes, attempts: mail.attempts + 1 })
    .where('event_id', '=', mail.event_id)
    .where('member_id', '=', mail.member_id)
    .where('status', '=', 'queued')
    .where('attempts', '=', mail.attempts)
    .returningAll()
    .executeTakeFirst()
}

export async function countQueuedMails(db: Database<QueueTables>): Promise<number> {
  const { count } = await db
    .selectFrom('queue_mails')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** What members chose; who chose nothing is not among them. */
export async function mailPreferences(db: Database<QueueTables>): Promise<Map<string, MailPreference>> {
  const rows = await db.selectFrom('queue_mail_preferences').select(['member_id', 'preference']).execute()
  return new Map(rows.map(({ member_id, preference }) => [member_id, preference]))
}

export async function setMailPreference(db: Database<QueueTables>, member_id: string, preference: MailPreference): Promise<void> {
  await db
    .insertInto('queue_mail_preferences')
    .values({ member_id, preference })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ preference }))
    .execute()
}

/** Mails that still wait, although somebody should have tried them by now: for each number of tries the time of the last one that is too long ago. */
export async function forgottenMails(
  db: Database<QueueTables>,
  workspaceId: string,
  lastTried: readonly string[],
  limit: number,
): Promise<MailRow[]> {
  return db
    .selectFrom('queue_mails')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'queued')
    .where((where) =>
      where.or(lastTried.map((time, attempts) => where.and([where('attempts', '=', attempts), where('updated_at', '<=', time)]))),
    )
    .orderBy('updated_at')
    .orderBy('event_id')
    .orderBy('member_id')
    .limit(limit)
    .execute()
}
