import { insertRows } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import type { WebhookRow } from './tables.ts'

export async function insertWebhook(db: CtlDatabase, row: WebhookRow): Promise<void> {
  await insertRows(db, 'ctl_webhooks', [row])
}

export async function findWebhook(db: CtlDatabase, id: string): Promise<WebhookRow | undefined> {
  return db.selectFrom('ctl_webhooks').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The webhooks there are, oldest first. */
export async function listWebhooks(db: CtlDatabase, { limit, offset }: { limit: number; offset: number }): Promise<WebhookRow[]> {
  return db.selectFrom('ctl_webhooks').selectAll().orderBy('inserted_at').orderBy('id').limit(limit).offset(offset).execute()
}

export async function countWebhooks(db: CtlDatabase): Promise<number> {
  const { count } = await db
    .selectFrom('ctl_webhooks')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The active webhooks that hear of one project, or of what belongs to none; always in one order, in which they can be held. */
export async function activeWebhooks(db: CtlDatabase, projectId: string | undefined): Promise<WebhookRow[]> {
  return db
    .selectFrom('ctl_webhooks')
    .selectAll()
    .where('active', '=', 1)
    .where(({ or, eb }) => or([eb('project_id', 'is', null), ...(projectId === undefined ? [] : [eb('project_id', '=', projectId)])]))
    .orderBy('id')
    .execute()
}

/** Reads a webhook and holds off everybody else who adds to its deliveries or settles one, until the end of the transaction. */
export async function lockWebhook(db: CtlDatabase, id: string): Promise<WebhookRow | undefined> {
  return db
    .updateTable('ctl_webhooks')
    .set(({ ref }) => ({ seen_seq: ref('seen_seq') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Changes a webhook; undefined if it is gone. */
export async function updateWebhook(db: CtlDatabase, id: string, changes: Partial<WebhookRow>): Promise<WebhookRow | undefined> {
  return db.updateTable('ctl_webhooks').set(changes).where('id', '=', id).returningAll().executeTakeFirst()
}

/** Counts one more delivery that was given up. */
export async function countFailure(db: CtlDatabase, id: string): Promise<WebhookRow> {
  return db
    .updateTable('ctl_webhooks')
    .set(({ eb }) => ({ consecutive_failures: eb('consecutive_failures', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Switches a webhook off; false if it was off already. */
export async function deactivateWebhook(db: CtlDatabase, id: string, at: string): Promise<boolean> {
  const changes = { active: 0, updated_at: at }
  const changed = await db.updateTable('ctl_webhooks').set(changes).where('id', '=', id).where('active', '=', 1).returning('id').execute()
  return changed.length > 0
}

/** Removes a webhook with all its deliveries; gives what it was. */
export async function deleteWebhook(db: CtlDatabase, id: string): Promise<WebhookRow | undefined> {
  return db.deleteFrom('ctl_webhooks').where('id', '=', id).returningAll().executeTakeFirst()
}
