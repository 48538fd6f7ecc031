import { LoopError } from './error.ts'

export const roles = ['superadmin', 'user', 'orchestrator', 'agent'] as const
export type Role = (typeof roles)[number]

export type AgentType = 'implementer' | 'orchestrator'

/** Who acts in one call. An agent's key carries the member who owns it. */
export interface Actor {
  tenant: string
  role: Role
  /** The id of the API key, absent for an identity of this machine. */
  key?: string
  keyName?: string
  /** The superadmin who acts in place of the tenant's own people; then there is no key of this tenant. */
  impersonator?: { key: string; name: string }
  /** Why nobody else gets into the tenant, where it is not active; only an impersonator sees it. */
  tenantStatus?: 'pending_enrollment' | 'suspended' | 'deactivated'
  agent?: { id: string; name: string; type: AgentType }
  member?: { id: string; name: string }
}

/** Who is calling: one actor, and for a person alone also the identities that may act in their place. */
export interface Principal {
  actor: Actor | undefined
  /** The other identities this caller holds, by name; empty for an ordinary key. */
  identities: Readonly<Record<string, Actor>>
  /** How many requests a minute the key may send over HTTP; absent for who is not limited. */
  requestsPerMinute?: number
}

export const anonymous: Principal = { actor: undefined, identities: {} }

/** The stable id under which an actor's deeds are kept: the agent, else the member, else the key, which may be an impersonator's. */
export function actorId(actor: Actor): string {
  return actor.agent?.id ?? actor.member?.id ?? actor.key ?? actor.impersonator?.key ?? actor.role
}

interface Gate {
  name: string
  roles: readonly (Role | 'public')[]
  actsAs?: string
}

/** Picks who acts: the identity the operation asks for, else the caller, else the first identity whose role is allowed. */
export function chooseActor(principal: Principal, gate: Gate): Actor | undefined {
  const wanted = gate.actsAs === undefined ? undefined : principal.identities[gate.actsAs]
  const candidates = [wanted, principal.actor, ...Object.values(principal.identities)]
  return candidates.find((actor) => actor !== undefined && gate.roles.includes(actor.role))
}

/** True if the caller may call the operation at all; faces list only those. */
export function mayCall(principal: Principal, gate: Gate): boolean {
  return gate.roles.includes('public') || chooseActor(principal, gate) !== undefined
}

/** Like {@link chooseActor}, but refuses a caller who may not. */
export function requireActor(principal: Principal, gate: Gate): Actor | undefined {
  const actor = chooseActor(principal, gate)
  if (actor !== undefined || gate.roles.includes('public')) return actor ?? principal.actor
  if (principal.actor === undefined) {
    throw new LoopError('unauthenticated', 'Unauthorized: this call needs a key. Send it as "Authorization: Bearer lc_…".')
  }
  const allowed = gate.roles.join(' or ')
  throw new LoopError('forbidden', `${gate.name} is for the role ${allowed}; this caller has the role ${principal.actor.role}.`, {
    hints: [`Use a key of the role ${allowed}.`],
    details: { allowed: gate.roles, role: principal.actor.role },
  })
}
