import type { CtlDatabase } from '../ctl.ts'
import type { DeliveryStatus } from '../words.ts'
import type { DeliveryRow } from './tables.ts'

/** Adds deliveries, each event once for a webhook. */
export async function addDeliveries(db: CtlDatabase, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('ctl_webhook_deliveries')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findDelivery(db: CtlDatabase, id: string): Promise<DeliveryRow | undefined> {
  return db.selectFrom('ctl_webhook_deliveries').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Changes a delivery that waits and that nobody has tried since it was seen; undefined if somebody has. */
export async function updateDelivery(
  db: CtlDatabase,
  { id, attempts }: Pick<DeliveryRow, 'id' | 'attempts'>,
  changes: Partial<DeliveryRow>,
): Promise<DeliveryRow | undefined> {
  return db
    .updateTable('ctl_webhook_deliveries')
    .set(changes)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('attempts', '=', attempts)
    .returningAll()
    .executeTakeFirst()
}

/** The delivery of a webhook that comes next: undefined if nothing waits for its turn, or if another one's first try is under way. */
export async function nextInTurn(db: CtlDatabase, webhookId: string): Promise<DeliveryRow | undefined> {
  const next = await db
    .selectFrom('ctl_webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'pending')
    .where('event_seq', 'is not', null)
    .where('attempts', '=', 0)
    .orderBy('event_seq')
    .limit(1)
    .executeTakeFirst()
  return next?.due_at === null ? next : undefined
}

/** Deliveries whose next try was due before a time, oldest first: those whose job got lost. */
export async function overdueDeliveries(db: CtlDatabase, before: string, limit: number): Promise<DeliveryRow[]> {
  return db
    .selectFrom('ctl_webhook_deliveries')
    .selectAll()
    .where('status', '=', 'pending')
    .where('due_at', '<', before)
    .orderBy('inserted_at')
    .limit(limit)
    .execute()
}

type Logged = Pick<DeliveryRow, 'id' | 'event_type' | 'status' | 'attempts' | 'delivered_at' | 'error' | 'inserted_at'>

/** What was sent to a webhook, newest first. */
export async function deliveriesOf(
  db: CtlDatabase,
  webhookId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<Logged[]> {
  return db
    .selectFrom('ctl_webhook_deliveries')
    .select(['id', 'event_type', 'status', 'attempts', 'delivered_at', 'error', 'inserted_at'])
    .where('webhook_id', '=', webhookId)
    .orderBy('inserted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
}

export async function countDeliveries(db: CtlDatabase, webhookId: string): Promise<number> {
  const { count } = await db
    .selectFrom('ctl_webhook_deliveries')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('webhook_id', '=', webhookId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

const ended: readonly DeliveryStatus[] = ['delivered', 'exhausted']

/** Deletes some deliveries that have had their end and are older than a time; gives their number. */
export async function deleteEnded(db: CtlDatabase, before: string, limit: number): Promise<number> {
  const old = db
    .selectFrom('ctl_webhook_deliveries')
    .select('id')
    .where('status', 'in', ended)
    .where('inserted_at', '<', before)
    .limit(limit)
  const deleted = await db.deleteFrom('ctl_webhook_deliveries').where('id', 'in', old).returning('id').execute()
  return deleted.length
}
