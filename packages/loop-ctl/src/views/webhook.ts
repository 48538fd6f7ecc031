import { text, time } from 'loop-core'
import { z } from 'zod'
import type { DeliveryRow, WebhookRow } from '../storage/tables.ts'
import { deliveryStatuses } from '../words.ts'

export const Webhook = z.object({
  id: text(64),
  url: z.string(),
  events: z.array(z.string()),
  project_id: z.string().nullable(),
  active: z.boolean(),
  consecutive_failures: z.int(),
  last_delivery_at: time().nullable(),
  inserted_at: time(),
  updated_at: time(),
})

/** A webhook as it may be shown, which is without its secret. */
export function webhookOf(row: WebhookRow): z.output<typeof Webhook> {
  const { id, url, events, project_id, active, consecutive_failures, last_delivery_at, inserted_at, updated_at } = row
  const told = { id, url, project_id, consecutive_failures, last_delivery_at, inserted_at, updated_at }
  return { ...told, events: JSON.parse(events), active: active === 1 }
}

export const Delivery = z.object({
  id: text(64),
  event_type: z.string(),
  status: z.enum(deliveryStatuses),
  attempts: z.int(),
  delivered_at: time().nullable(),
  error: z.string().nullable(),
  inserted_at: time(),
}) satisfies z.ZodType<Partial<DeliveryRow>>
