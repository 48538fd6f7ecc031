import { nothing, operation } from 'loop-core'
import { z } from 'zod'
import { nameOf, standingOf } from '../../changes/webhook.ts'
import * as field from '../../fields.ts'
import { notFound } from '../../refusals.ts'
import { deleteWebhook as remove } from '../../storage/webhooks.ts'

export const deleteWebhook = operation({
  name: 'delete_webhook',
  title: 'Delete webhook',
  summary: 'Remove a webhook with the log of its deliveries.',
  kind: 'destroy',
  roles: ['user'],
  tool: false,
  rest: ['DELETE /api/v1/webhooks/:webhook_id'],
  status: 204,
  input: z.object({ webhook_id: field.webhookId }),
  output: nothing,
  async run({ webhook_id }, { db, emit }) {
    const webhook = await remove(db, webhook_id)
    if (webhook === undefined) throw notFound('webhook')
    emit({ type: 'webhook.deleted', ...nameOf(webhook), before: standingOf(webhook) })
    return {}
  },
})
