import { type LoopEvent, readEvents, type Subscriber, type TransactionContext } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { addDeliveries } from '../storage/deliveries.ts'
import type { DeliveryRow, WebhookRow } from '../storage/tables.ts'
import { activeWebhooks, lockWebhook, updateWebhook } from '../storage/webhooks.ts'
import { startNext } from './delivery-job.ts'
import { loggedAs, sentEvents, toldAs } from './events.ts'
import { payloadOf } from './payload.ts'

type Context = Pick<TransactionContext, 'now' | 'newId' | 'enqueue'> & { db: CtlDatabase }

/** Webhooks hear of nothing that is meant for some readers only. */
const reader = ''

/** The number of the newest event there is. */
export async function newestSeq(db: CtlDatabase): Promise<number> {
  const [newest] = await readEvents(db as never, { reader, newestFirst: true, limit: 1 })
  return newest?.seq ?? 0
}

const page = 100

/**
 * Writes down what a webhook has still to be told of, in the order of the log; call it under `lockWebhook`.
 *
 * The log is read from where the webhook stands, and not just the event that somebody came with: those who bring events overtake each other.
 * Gives the number of the last event.
 */
export async function catchUp(context: Context, webhook: WebhookRow): Promise<number> {
  const { db } = context
  const types = (JSON.parse(webhook.events) as string[]).flatMap(loggedAs)
  let seen = Number(webhook.seen_seq)
  for (let full = true; full; ) {
    const events = await readEvents(db as never, { types, scope: webhook.project_id ?? undefined, after: seen, reader, limit: page })
    await addDeliveries(
      db,
      events.map((event) => deliveryOf(context, webhook, event)),
    )
    seen = events.at(-1)?.seq ?? seen
    full = events.length === page
  }
  await updateWebhook(db, webhook.id, { seen_seq: seen })
  await startNext(context, webhook.id)
  return seen
}

function deliveryOf(context: Context, { id: webhook_id }: WebhookRow, { id: event_id, seq, type, at, details }: LoopEvent): DeliveryRow {
  const event = toldAs(type)
  const message = { event, timestamp: at, fields: details ?? {} }
  return newDelivery(context, { webhook_id, event_id, event_seq: seq, event_type: event }, message)
}

type Named = Pick<DeliveryRow, 'webhook_id' | 'event_seq' | 'event_type'> & { event_id?: string }

/** A delivery as it begins; a test belongs to no event and goes by its own id. */
export function newDelivery(
  { newId, now }: Pick<Context, 'newId' | 'now'>,
  named: Named,
  message: Omit<Parameters<typeof payloadOf>[0], 'id'>,
): DeliveryRow {
  const id = newId()
  const untried = { attempts: 0, due_at: null, last_attempt_at: null, delivered_at: null, error: null }
  const payload = payloadOf({ ...message, id })
  return { event_id: id, ...named, ...untried, id, payload, status: 'pending', inserted_at: now().toISOString() }
}

/** Tells every webhook that wants to hear of an event. */
const tellWebhooks: Subscriber = async (event, { db: untyped, ...rest }) => {
  const context = { ...rest, db: untyped as CtlDatabase }
  const wanting = (await activeWebhooks(context.db, event.scope)).filter(({ events }) => JSON.parse(events).includes(toldAs(event.type)))
  for (const { id } of wanting) {
    const webhook = await lockWebhook(context.db, id)
    if (webhook?.active === 1) await catchUp(context, webhook)
  }
}

/** What the webhooks do when something has happened. */
export const webhookSubscribers: Readonly<Record<string, Subscriber>> = Object.fromEntries(
  sentEvents.flatMap(loggedAs).map((type) => [type, tellWebhooks]),
)
