import type { Actor, Principal } from '../actor.ts'
import { LoopError } from '../error.ts'
import type { Storage } from '../storage/storage.ts'
import { findHolder, type Holder } from './holders.ts'
import { identitiesOf } from './identities.ts'
import { isLive } from './keys.ts'
import { findTenantByTag } from './tenants.ts'
import { tagOf } from './token.ts'

/** Finds out who a bearer token belongs to. Nothing is remembered, so revoking a key holds from the next request on. Throws `unauthenticated`, and `forbidden` with the code `tenant_suspended`, `tenant_deactivated` or `tenant_pending_enrollment`. */
export async function authenticate(storage: Storage, token: string, now: Date): Promise<Principal> {
  const tag = tagOf(token)
  const tenant = tag === undefined ? undefined : await findTenantByTag(storage, tag)
  if (tenant === undefined) throw unknownKey()
  const holder = await findHolder(storage, tenant.id, token)
  if (holder === undefined || !isLive(holder, now)) throw unknownKey()
  // Only now, since a tenant's end of a key can be guessed from its name. A superadmin is locked out of no tenant, also not of the one that keeps their key.
  if (tenant.status !== 'active' && holder.role !== 'superadmin') throw closed(tenant.status)
  return principalOf(tenant.id, holder)
}

/** Clients match on the words before the colon, here as in all answers about keys. One answer for a key that never was, has expired or was revoked, so that nobody learns which. */
function unknownKey(): LoopError {
  return new LoopError('unauthenticated', 'Invalid API key: it is not known, has expired or was revoked. Ask its owner for a new one.')
}

const reasons = {
  suspended: 'this tenant is suspended. Ask its administrator.',
  deactivated: 'this tenant was deactivated. Ask its administrator.',
  pending_enrollment: 'this tenant is not set up yet. Finish its enrolment first.',
}

function closed(status: keyof typeof reasons): LoopError {
  return new LoopError('forbidden', `Access denied: ${reasons[status]}`, { code: `tenant_${status}` })
}

function principalOf(tenant: string, holder: Holder): Principal {
  const { agent_id, agent_name, agent_type, member_id, member_name } = holder
  const member = member_id === null ? undefined : { id: member_id, name: member_name! }
  const key = { key: holder.id, keyName: holder.key_name }
  const actor: Actor = {
    tenant,
    role: holder.role,
    ...key,
    ...(agent_id !== null && { agent: { id: agent_id, name: agent_name!, type: agent_type! } }),
    ...(member && { member }),
  }
  return {
    actor,
    identities: member && holder.personal_at !== null ? identitiesOf(tenant, member, key) : {},
    ...(holder.role !== 'superadmin' && { requestsPerMinute: requestsPerMinute(holder.settings) }),
  }
}

/** What the tenant's settings say of it, if that is a number that leaves a way to change it again. */
function requestsPerMinute(settings: string | null): number {
  const { rate_limit_requests_per_minute: limit }: Record<string, unknown> = settings === null ? {} : JSON.parse(settings)
  return Number.isSafeInteger(limit) && Number(limit) > 0 ? Number(limit) : 300
}
