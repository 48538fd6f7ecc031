import { secret, text, time } from 'loop-core'
import type { IssuedKey, KeyRow } from 'loop-core/accounts'
import { z } from 'zod'

const fields = {
  id: text(64),
  name: z.string(),
  key_prefix: z.string(),
  role: z.enum(['superadmin', 'user', 'orchestrator', 'agent']),
  agent_id: text(64).nullable(),
  expires_at: time().nullable(),
  inserted_at: time(),
}

/** A key as lists show it. */
export const ApiKey = z.object({ ...fields, last_used_at: time().nullable(), revoked_at: time().nullable() })

/** A key in the one answer that holds the key itself. */
export const NewApiKey = z.object({ ...fields, raw_key: secret(z.string()) })

export function apiKeyOf(key: KeyRow): z.output<typeof ApiKey> {
  return { ...told(key), last_used_at: key.last_used_at, revoked_at: key.revoked_at }
}

export function newApiKeyOf({ key, token }: IssuedKey): z.output<typeof NewApiKey> {
  return { ...told(key), raw_key: token }
}

function told(key: KeyRow) {
  const { id, name, role, agent_id, expires_at, created_at } = key
  return { id, name, key_prefix: shownPrefix(key), role, agent_id, expires_at, inserted_at: created_at }
}

/** The first eight characters, by which clients tell keys apart. */
export function shownPrefix({ prefix }: KeyRow): string {
  return prefix.slice(0, 8)
}
