import { z } from 'zod'
import { operation } from '../../../operation.ts'
import { Key, keyOf } from '../../key.ts'
import { listKeys as selectKeys } from '../../keys.ts'

export const listKeys = operation({
  name: 'list_keys',
  title: 'List keys',
  summary: 'The API keys of this tenant, newest first, at most 100. End one with revoke_key, renew one with rotate_key.',
  command: 'key list',
  kind: 'read',
  roles: ['user', 'superadmin'],
  tool: false,
  input: z.object({ include_revoked: z.boolean().default(false).describe('Also those that were revoked') }),
  output: z.object({ keys: z.array(Key) }),
  async run({ include_revoked }, { db }) {
    return { keys: (await selectKeys(db, { includeRevoked: include_revoked, limit: 100 })).map(keyOf) }
  },
})
