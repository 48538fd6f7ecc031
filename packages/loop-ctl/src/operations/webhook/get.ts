import { operation } from 'loop-core'
import { z } from 'zod'
import { requireWebhook } from '../../changes/webhook.ts'
import * as field from '../../fields.ts'
import { Webhook, webhookOf } from '../../views/webhook.ts'

export const getWebhook = operation({
  name: 'get_webhook',
  title: 'Get webhook',
  summary: 'One webhook without its secret.',
  kind: 'read',
  roles: ['user'],
  tool: false,
  rest: ['GET /api/v1/webhooks/:webhook_id'],
  input: z.object({ webhook_id: field.webhookId }),
  output: z.object({ webhook: Webhook }),
  async run({ webhook_id }, context) {
    return { webhook: webhookOf(await requireWebhook(context, webhook_id)) }
  },
})
