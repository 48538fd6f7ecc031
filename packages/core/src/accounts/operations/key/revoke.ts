import { z } from 'zod'
import { operation } from '../../../operation.ts'
import { Key, keyId, keyOf } from '../../key.ts'
import { endKeyBy } from '../../keys-by.ts'

export const revokeKey = operation({
  name: 'revoke_key',
  title: 'Revoke key',
  summary: 'End an API key at once, for good; ending it again changes nothing. To replace it without a gap use rotate_key.',
  kind: 'destroy',
  roles: ['user', 'superadmin'],
  tool: false,
  input: z.object({ id: keyId }),
  output: z.object({ key: Key }),
  async run({ id }, { actor, db, now, emit }) {
    const { key, ended } = await endKeyBy(db, actor, id, now())
    if (ended) emit({ type: 'key.revoked', entity: id, after: { revoked_at: key.revoked_at } })
    return { key: keyOf(key) }
  },
})
