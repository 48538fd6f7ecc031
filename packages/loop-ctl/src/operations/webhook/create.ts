import { operation, secret, text } from 'loop-core'
import { z } from 'zod'
import { createWebhook as create } from '../../changes/webhook.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { Webhook, webhookOf } from '../../views/webhook.ts'
import { requireTarget } from '../../webhooks/target.ts'

export const createWebhook = operation({
  name: 'create_webhook',
  title: 'Create webhook',
  summary: 'Be told of events by signed HTTP requests. The signing secret is shown here and never again. Then test_webhook.',
  kind: 'write',
  roles: ['user'],
  tool: false,
  rest: ['POST /api/v1/webhooks'],
  status: 201,
  input: z.object({
    url: field.webhookUrl,
    events: field.webhookEvents,
    project_id: field.projectId.nullable().optional().describe('Only events of this project: id or slug'),
  }),
  output: z.object({ webhook: Webhook.extend({ signing_secret: secret(text(64)) }) }),
  async run({ url, events, project_id }, context) {
    requireTarget(context, url)
    const project = project_id ? await requireProject(context.db, project_id) : undefined
    const made = await create(context, { url, events: JSON.stringify(events), project_id: project?.id ?? null })
    return { webhook: { ...webhookOf(made.webhook), signing_secret: made.secret } }
  },
})
