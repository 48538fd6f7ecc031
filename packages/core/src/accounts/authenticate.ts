import type { Actor, Principal } from '../actor.ts'
import { LoopError } from '../error.ts'
import type { Database, Storage } from '../storage/storage.ts'
import { findAgent } from './agents.ts'
import { identitiesOf } from './identities.ts'
import { findKey, isLive, type KeyRow } from './keys.ts'
import type { AccountTables } from './tables.ts'
import { findTenantByTag } from './tenants.ts'
import { tagOf } from './token.ts'

/** Finds out who a bearer token belongs to. Nothing is remembered, so revoking a key holds from the next request on. Throws `unauthenticated`, and `forbidden tenant_suspended`. */
export async function authenticate(storage: Storage, token: string, now: Date): Promise<Principal> {
  const tag = tagOf(token)
  const tenant = tag === undefined ? undefined : await findTenantByTag(storage, tag)
  if (tenant === undefined) throw unknownKey()
  return storage.transaction(tenant.id, 'read', async (db) => {
    const key = await findKey(db, token)
    if (key === undefined || !isLive(key, now)) throw unknownKey()
    // Only now, since a tenant's end of a key can be guessed from its name.
    if (tenant.status !== 'active') throw suspended()
    return principalOf(db, tenant.id, key)
  })
}

/** One answer for a key that never was, has expired or was revoked, so that nobody learns which. */
function unknownKey(): LoopError {
  return new LoopError('unauthenticated', 'This key is not known, has expired or was revoked. Ask its owner for a new one.')
}

function suspended(): LoopError {
  return new LoopError('forbidden', 'This tenant is suspended. Ask its administrator.', { code: 'tenant_suspended' })
}

async function principalOf(db: Database<AccountTables>, tenant: string, key: KeyRow): Promise<Principal> {
  const agent = key.agent_id === null ? undefined : await findAgent(db, key.agent_id)
  const memberId = key.member_id ?? agent?.member_id ?? null
  const member = memberId === null ? undefined : await findMember(db, memberId)
  const actor: Actor = {
    tenant,
    role: key.role,
    key: key.id,
    ...(agent && { agent: { id: agent.id, name: agent.name, type: agent.type } }),
    ...(member && { member: { id: member.id, name: member.name } }),
  }
  const personal = key.personal_at !== null && actor.member !== undefined
  return { actor, identities: personal ? identitiesOf(tenant, actor.member!) : {} }
}

async function findMember(db: Database<AccountTables>, id: string) {
  return db.selectFrom('core_members').selectAll().where('id', '=', id).executeTakeFirst()
}
