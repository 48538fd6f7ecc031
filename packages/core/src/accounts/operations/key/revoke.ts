import { z } from 'zod'
import { operation } from '../../../operation.ts'
import { Key, keyId, keyOf } from '../../key.ts'
import { revokeKey as endKey } from '../../keys.ts'

export const revokeKey = operation({
  name: 'revoke_key',
  title: 'Revoke key',
  summary: 'End an API key at once, for good. To replace it without a gap use rotate_key.',
  kind: 'destroy',
  roles: ['user', 'superadmin'],
  tool: false,
  input: z.object({ id: keyId }),
  output: z.object({ key: Key }),
  async run({ id }, { db, now, emit }) {
    const key = await endKey(db, id, now())
    emit({ type: 'key.revoked', entity: id, after: { revoked_at: key.revoked_at } })
    return { key: keyOf(key) }
  },
})
