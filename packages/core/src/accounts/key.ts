import { z } from 'zod'
import { type Actor, roles } from '../actor.ts'
import { LoopError } from '../error.ts'
import { text, time } from '../text.ts'
import type { KeyRow } from './keys.ts'

/** An API key as its owner sees it, without the key itself. */
export const Key = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('The first characters of the key'),
  role: z.enum(roles),
  agent_id: z.string().nullable(),
  personal: z.boolean().describe('Also carries the local identities'),
  created_at: time(),
  expires_at: time().nullable(),
  revoked_at: time().nullable(),
})

export const keyId = text(64, 1).describe('Key id, from list_keys')

export function keyOf(row: KeyRow): z.output<typeof Key> {
  const { id, name, prefix, role, agent_id, created_at, expires_at, revoked_at } = row
  return { id, name, prefix, role, agent_id, personal: row.personal_at !== null, created_at, expires_at, revoked_at }
}

/** Refuses a key that is above the caller. */
export function requireBelow(actor: Actor, key: KeyRow): void {
  if (key.role !== 'superadmin' || actor.role === 'superadmin') return
  throw new LoopError('forbidden', 'This is the key of a superadmin, and only a superadmin can change it.', { code: 'key_above' })
}

/** Refuses a key with which the caller would act as another person. */
export function requireOwn(actor: Actor, key: KeyRow): void {
  if (actor.role === 'superadmin' || key.member_id === null || key.member_id === actor.member?.id) return
  throw new LoopError('forbidden', "This is another person's key. They can renew it; you can end it with revoke_key.", {
    code: 'key_of_another',
  })
}
