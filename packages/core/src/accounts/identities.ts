import type { Actor, AgentType, Principal, Role } from '../actor.ts'

/** The tenant of a person alone on their own machine. */
export const localTenant = 'local'

/** The person of the local tenant. */
export const localOwner = { id: 'owner', name: 'Owner' } as const

/** The three ready identities of one person, so that nobody marks their own work as done even when alone. */
export const localAgents: readonly { id: string; type: AgentType; role: Role }[] = [
  { id: 'implementer-local', type: 'implementer', role: 'agent' },
  { id: 'reviewer-local', type: 'orchestrator', role: 'orchestrator' },
  { id: 'orchestrator-local', type: 'orchestrator', role: 'orchestrator' },
]

/** The identities that a person in a tenant holds besides their own; with the key, where it is by one that they call. */
export function identitiesOf(
  tenant: string,
  member: { id: string; name: string },
  key: Pick<Actor, 'key' | 'keyName'> = {},
): Record<string, Actor> {
  const actorOf = ({ id, type, role }: (typeof localAgents)[number]): Actor => ({
    tenant,
    role,
    agent: { id, name: id, type },
    member,
    ...key,
  })
  return Object.fromEntries(localAgents.map((agent) => [agent.id, actorOf(agent)]))
}

/** Who types a command on this machine: whoever can open its database is a superadmin there, too, unless one identity is configured. */
export function commandPrincipal(identity?: string): Principal {
  const { actor, identities } = localPrincipal(identity)
  if (identity !== undefined) return { actor, identities }
  return { actor, identities: { ...identities, superadmin: { tenant: localTenant, role: 'superadmin', member: localOwner } } }
}

/** Who calls over stdio or on the command line of this machine: the owner, or the one identity that is configured. */
export function localPrincipal(identity?: string): Principal {
  const identities = identitiesOf(localTenant, localOwner)
  if (identity === undefined) return { actor: { tenant: localTenant, role: 'user', member: localOwner }, identities }
  return { actor: identities[identity], identities: {} }
}
