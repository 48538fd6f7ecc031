import type { Database } from 'loop-core'
import { agentsByNames, agentsOfMember, findAgent, localAgents, localOwner } from 'loop-core/accounts'
import { listMembers } from '../storage/members.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tables of accounts are not those of the queue
type Any = Database<any>

/** The member whom an agent works for; undefined for all others. */
async function memberOf(db: Any, id: string): Promise<string | undefined> {
  if (localAgents.some((agent) => agent.id === id)) return localOwner.id
  return (await findAgent(db, id))?.member_id ?? undefined
}

/** Those of some identities who may know of what an audience may; undefined is everybody. */
export async function whoMayKnow(db: Any, audience: readonly string[] | undefined, ids: readonly string[]): Promise<string[]> {
  const unique = [...new Set(ids)]
  if (audience === undefined) return unique
  const allowed: string[] = []
  for (const id of unique) {
    const member = audience.includes(id) ? id : await memberOf(db, id)
    if (member !== undefined && audience.includes(member)) allowed.push(id)
  }
  return allowed
}

export interface Named {
  id: string
  name: string
}

/** Everybody who can be called by one of some names: all people, and of the agents those who are called so. */
export async function peopleAndAgents(db: Any, names: readonly string[]): Promise<Named[]> {
  const own = localAgents.map(({ id }) => ({ id, name: id }))
  return [...(await listMembers(db)), ...(await agentsByNames(db, names)), ...own]
}

/** The agents of a member, whose notifications the member sees as well. */
export async function agentsOf(db: Any, memberId: string): Promise<string[]> {
  const own = memberId === localOwner.id ? localAgents.map(({ id }) => id) : []
  const agents = (await agentsOfMember(db, memberId)).map(({ id }) => id)
  return [...own, ...agents]
}
