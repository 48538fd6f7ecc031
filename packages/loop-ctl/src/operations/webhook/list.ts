import { operation } from 'loop-core'
import { z } from 'zod'
import { PageMeta, paging, readPage } from '../../page.ts'
import { countWebhooks, listWebhooks as list } from '../../storage/webhooks.ts'
import { Webhook, webhookOf } from '../../views/webhook.ts'

export const listWebhooks = operation({
  name: 'list_webhooks',
  title: 'List webhooks',
  summary: 'The webhooks there are, oldest first, without their secrets.',
  command: 'webhook list',
  kind: 'read',
  roles: ['user'],
  tool: false,
  rest: ['GET /api/v1/webhooks'],
  input: z.object(paging),
  output: z.object({ data: z.array(Webhook), meta: PageMeta }),
  async run(input, { db }) {
    const page = readPage(input, { style: 'page', size: 20, most: 100 })
    const rows = await list(db, page)
    return { data: rows.map(webhookOf), meta: page.meta(await countWebhooks(db)) }
  },
})
