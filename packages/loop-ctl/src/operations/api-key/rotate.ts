import { type LoopError, operation, time } from 'loop-core'
import { isLive, type KeyRow, rotateKeyBy } from 'loop-core/accounts'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireApiKey } from '../../references.ts'
import { invalid } from '../../refusals.ts'
import { NewApiKey, newApiKeyOf } from '../../views/api-key.ts'

export const rotateApiKey = operation({
  name: 'rotate_api_key',
  title: 'Rotate API key',
  summary: 'Make a key that takes the place of another, which goes on working for a time. The answer holds the new one this once.',
  command: 'api-key rotate',
  shortcut: 'keys rotate',
  flags: { grace_period_hours: 'grace-hours' },
  kind: 'write',
  roles: ['user'],
  rest: ['POST /api/v1/api_keys/:api_key_id/rotate'],
  status: 201,
  tool: false,
  input: z.object({
    api_key_id: field.apiKeyId,
    grace_period_hours: z.number().min(0).max(168).default(24).describe('Hours for which the old key still works'),
  }),
  output: z.object({ new_key: NewApiKey, old_key_expires_at: time() }),
  async run({ api_key_id, grace_period_hours }, { actor, db, emit, now }) {
    const old = await requireApiKey(db, api_key_id)
    if (!isLive(old, now())) throw isOver(old)
    const issued = await rotateKeyBy(db, actor, { id: old.id, graceHours: grace_period_hours }, now())
    const after = { replaced_by: issued.key.id, expires_at: issued.oldExpiresAt }
    emit({ type: 'key.rotated', entity: old.id, before: { replaced_by: null, expires_at: old.expires_at }, after })
    return { new_key: newApiKeyOf(issued), old_key_expires_at: issued.oldExpiresAt }
  },
})

function isOver({ revoked_at }: KeyRow): LoopError {
  const problem = revoked_at === null ? 'has expired' : 'was revoked'
  return invalid({ api_key: problem }, { code: 'key_over', hints: ['Make a new one: POST /api/v1/api_keys.'] })
}
