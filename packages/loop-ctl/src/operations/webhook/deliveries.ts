import { operation } from 'loop-core'
import { z } from 'zod'
import { requireWebhook } from '../../changes/webhook.ts'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { countDeliveries, deliveriesOf } from '../../storage/deliveries.ts'
import { Delivery } from '../../views/webhook.ts'

export const listWebhookDeliveries = operation({
  name: 'list_webhook_deliveries',
  title: 'List webhook deliveries',
  summary: 'What was sent to a webhook and how that went, newest first.',
  command: 'webhook deliveries',
  kind: 'read',
  roles: ['user'],
  tool: false,
  rest: ['GET /api/v1/webhooks/:webhook_id/deliveries'],
  input: z.object({ webhook_id: field.webhookId, ...paging }),
  output: z.object({ data: z.array(Delivery), meta: PageMeta }),
  async run({ webhook_id, ...input }, context) {
    const { id } = await requireWebhook(context, webhook_id)
    const page = readPage(input, { style: 'page', size: 25, most: 100 })
    return { data: await deliveriesOf(context.db, id, page), meta: page.meta(await countDeliveries(context.db, id)) }
  },
})
