import { operation } from 'loop-core'
import { z } from 'zod'
import { changeWebhook } from '../../changes/webhook.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { Webhook, webhookOf } from '../../views/webhook.ts'
import { requireTarget } from '../../webhooks/target.ts'

export const updateWebhook = operation({
  name: 'update_webhook',
  title: 'Update webhook',
  summary:
    'Change where a webhook goes, what it is told of, or whether it is active. Switching it on forgets its failures. The secret stays.',
  kind: 'write',
  roles: ['user'],
  tool: false,
  rest: ['PATCH /api/v1/webhooks/:webhook_id', 'PUT /api/v1/webhooks/:webhook_id'],
  input: z.object({
    webhook_id: field.webhookId,
    url: field.webhookUrl.optional(),
    events: field.webhookEvents.optional(),
    project_id: field.projectId.nullable().optional().describe('Id or slug; null for all projects'),
    active: z.boolean().optional(),
  }),
  output: z.object({ webhook: Webhook }),
  async run({ webhook_id, url, events, project_id, active }, context) {
    if (url !== undefined) requireTarget(context, url)
    const project = project_id ? (await requireProject(context.db, project_id)).id : project_id
    const changed = await changeWebhook(context, webhook_id, {
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events: JSON.stringify(events) }),
      ...(project !== undefined && { project_id: project }),
      ...(active !== undefined && { active: active ? 1 : 0 }),
    })
    return { webhook: webhookOf(changed) }
  },
})
