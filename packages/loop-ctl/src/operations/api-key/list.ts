import { operation, text } from 'loop-core'
import { countKeys, countLiveKeys, listKeys } from 'loop-core/accounts'
import { z } from 'zod'
import { PageMeta, paging, readPage } from '../../page.ts'
import { ApiKey, apiKeyOf } from '../../views/api-key.ts'

export const listApiKeys = operation({
  name: 'list_api_keys',
  title: 'List API keys',
  summary: 'The keys there are, newest first, without the keys themselves.',
  command: 'api-key list',
  shortcut: 'keys list',
  kind: 'read',
  roles: ['user'],
  rest: ['GET /api/v1/api_keys'],
  tool: false,
  input: z.object({
    include_revoked: z
      .union([z.boolean(), text(20)])
      .optional()
      .describe('true: also those that were revoked'),
    ...paging,
  }),
  output: z.object({ api_keys: z.array(ApiKey), data: z.array(ApiKey), meta: PageMeta }),
  async run({ include_revoked, ...pages }, { db }) {
    const includeRevoked = ['true', '1'].includes(String(include_revoked))
    const { limit, offset, meta } = readPage(pages, { style: 'page', size: 100, most: 100 })
    const data = (await listKeys(db, { includeRevoked, limit, offset })).map(apiKeyOf)
    return { api_keys: data, data, meta: meta(await (includeRevoked ? countKeys(db) : countLiveKeys(db))) }
  },
})
