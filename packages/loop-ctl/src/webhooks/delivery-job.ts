import type { JobInput, TransactionContext } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { nextInTurn, updateDelivery } from '../storage/deliveries.ts'
import type { DeliveryRow } from '../storage/tables.ts'

/** The waits before the second and each later try, in seconds; after the last one a delivery is given up. */
const waits = [60, 300, 1_500, 7_200, 36_000] as const

/** When a delivery is tried again that has been tried so often; undefined is never. */
export function nextTry(attempts: number, at: Date): Date | undefined {
  const seconds = waits[attempts - 1]
  return seconds === undefined ? undefined : new Date(at.getTime() + seconds * 1_000)
}

/** The next try of a delivery. Its key names the try, since a job cannot ask for another one under the key it runs by. */
export function deliveryJob({ id, attempts }: Pick<DeliveryRow, 'id' | 'attempts'>, at?: Date): JobInput {
  return { name: 'webhook_delivery', payload: { delivery_id: id, attempts }, key: `${id}.${attempts}`, ...(at && { at }) }
}

/**
 * Begins with the next delivery of a webhook in the order of the events, once the one before it was tried; call it under `lockWebhook`.
 *
 * Only first tries wait for each other: what failed comes again in its own time, and keeps nobody up.
 */
export async function startNext({ db, now, enqueue }: Turn, webhookId: string): Promise<void> {
  const next = await nextInTurn(db, webhookId)
  if (next === undefined) return
  await updateDelivery(db, next, { due_at: now().toISOString() })
  enqueue(deliveryJob(next))
}

type Turn = Pick<TransactionContext, 'now' | 'enqueue'> & { db: CtlDatabase }
