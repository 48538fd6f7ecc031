import { z } from 'zod'
import { operation } from '../../../operation.ts'
import { secret } from '../../../secret.ts'
import { time } from '../../../text.ts'
import { Key, keyId, keyOf } from '../../key.ts'
import { rotateKeyBy } from '../../keys-by.ts'

export const rotateKey = operation({
  name: 'rotate_key',
  title: 'Rotate key',
  summary: 'Make a key that takes the place of another, which goes on working for a time of grace. The answer holds the new key this once.',
  kind: 'write',
  roles: ['user', 'superadmin'],
  tool: false,
  status: 201,
  input: z.object({
    id: keyId,
    grace_hours: z.number().min(0).max(168).default(24).describe('Hours for which the old key still works'),
  }),
  output: z.object({ key: Key, token: secret(z.string()), old_key_expires_at: time() }),
  async run({ id, grace_hours }, { actor, db, now, emit }) {
    const { key, token, oldExpiresAt } = await rotateKeyBy(db, actor, { id, graceHours: grace_hours }, now())
    emit({ type: 'key.rotated', entity: id, after: { replaced_by: key.id, expires_at: oldExpiresAt } })
    return { key: keyOf(key), token, old_key_expires_at: oldExpiresAt }
  },
})
