import type { Actor, Principal, Role } from '../actor.ts'
import { LoopError } from '../error.ts'
import type { Storage } from '../storage/storage.ts'
import { findAgent } from './agents.ts'
import { requireTenant } from './tenants.ts'

/** In whose place a superadmin wants to act, as the request names them. */
export interface Impersonation {
  tenant: string
  /** `user` unless said. */
  role?: string
  /** The id of an agent of that tenant. */
  agent?: string
}

/** Puts a superadmin into another tenant, also one that lets nobody else in. Throws `not_found` and `invalid_input`. */
export async function impersonate(
  storage: Storage,
  superadmin: Actor,
  { tenant: id, role = 'user', agent }: Impersonation,
): Promise<Principal> {
  if (!isEffective(role)) throw unknownRole()
  const { status } = await requireTenant(storage, id)
  const actor: Actor = {
    tenant: id,
    role,
    impersonator: impersonatorOf(superadmin),
    ...(status !== 'active' && { tenantStatus: status }),
    ...(agent !== undefined && { agent: await requireAgent(storage, id, agent) }),
  }
  return { actor, identities: {} }
}

/** On their own machine people have no key; there it is they who stand in its place. */
function impersonatorOf({ key, keyName, member }: Actor): NonNullable<Actor['impersonator']> {
  return { key: key ?? member!.id, name: keyName ?? member!.name }
}

const effectiveRoles = ['user', 'orchestrator', 'agent'] as const satisfies readonly Role[]

function isEffective(role: string): role is (typeof effectiveRoles)[number] {
  return (effectiveRoles as readonly string[]).includes(role)
}

function unknownRole(): LoopError {
  return new LoopError('invalid_input', `X-Effective-Role is one of ${effectiveRoles.join(', ')}.`, { code: 'bad_effective_role' })
}

async function requireAgent(storage: Storage, tenant: string, id: string): Promise<Actor['agent']> {
  const agent = await storage.transaction(tenant, 'read', (db) => findAgent(db, id))
  if (agent === undefined) {
    throw new LoopError('not_found', 'X-Effective-Agent is the id of no agent of this tenant.', { code: 'agent_not_found' })
  }
  return { id, name: agent.name, type: agent.type }
}
