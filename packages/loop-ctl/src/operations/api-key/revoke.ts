import { operation } from 'loop-core'
import { endKeyBy } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireApiKey } from '../../references.ts'
import { ApiKey, apiKeyOf } from '../../views/api-key.ts'

export const revokeApiKey = operation({
  name: 'revoke_api_key',
  title: 'Revoke API key',
  summary: 'End a key at once, for good. To replace it without a gap use rotate_api_key.',
  command: 'api-key revoke',
  shortcut: 'keys revoke',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/api_keys/:api_key_id'],
  tool: false,
  input: z.object({ api_key_id: field.apiKeyId }),
  output: z.object({ api_key: ApiKey.pick({ id: true, name: true, key_prefix: true, role: true, revoked_at: true }) }),
  async run({ api_key_id }, { actor, db, emit, now }) {
    await requireApiKey(db, api_key_id)
    const { key, ended } = await endKeyBy(db, actor, api_key_id, now())
    if (ended) emit({ type: 'key.revoked', entity: key.id, before: { revoked_at: null }, after: { revoked_at: key.revoked_at } })
    return { api_key: apiKeyOf(key) }
  },
})
