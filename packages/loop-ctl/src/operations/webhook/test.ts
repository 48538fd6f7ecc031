import { operation, text } from 'loop-core'
import { z } from 'zod'
import { nameOf, requireWebhook } from '../../changes/webhook.ts'
import * as field from '../../fields.ts'
import { addDeliveries } from '../../storage/deliveries.ts'
import { newDelivery } from '../../webhooks/catch-up.ts'
import { deliveryJob } from '../../webhooks/delivery-job.ts'
import { testEvent } from '../../webhooks/events.ts'

const message = 'This is a test of your webhook.'

export const testWebhook = operation({
  name: 'test_webhook',
  title: 'Test webhook',
  summary: 'Send a signed test event to a webhook, active or not. list_webhook_deliveries shows how it went.',
  kind: 'write',
  roles: ['user'],
  tool: false,
  rest: ['POST /api/v1/webhooks/:webhook_id/test'],
  input: z.object({ webhook_id: field.webhookId }),
  output: z.object({ webhook_event_id: text(64), status: z.literal('pending'), message: z.string() }),
  async run({ webhook_id }, context) {
    const webhook = await requireWebhook(context, webhook_id)
    const { id } = webhook
    const timestamp = context.now().toISOString()
    const about = { webhook_id: id, event_seq: null, event_type: testEvent }
    const delivery = newDelivery(context, about, { event: testEvent, timestamp, fields: { message, webhook_id: id } })
    await addDeliveries(context.db, [{ ...delivery, due_at: timestamp }])
    context.enqueue(deliveryJob(delivery))
    // Not `webhook.test`, which is what the webhook is sent: the log says who asked.
    const { details, ...named } = nameOf(webhook)
    context.emit({ type: 'webhook.tested', ...named, details: { ...details, webhook_event_id: delivery.id } })
    return { webhook_event_id: delivery.id, status: 'pending' as const, message: 'The test event is on its way.' }
  },
})
