import type { Database } from 'loop-core'
import { findAgent, localAgents, localOwner, selectAgents } from 'loop-core/accounts'
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

/** Everybody who can be called by name. */
export async function everybody(db: Any): Promise<Named[]> {
  const own = localAgents.map(({ id }) => ({ id, name: id }))
  return [...(await listMembers(db)), ...(await selectAgents(db)), ...own]
}

/** The agents of a member, whose notifications the member sees as well. */
export async function agentsOf(db: Any, memberId: string): Promise<string[]> {
  const own = memberId === localOwner.id ? localAgents.map(({ id }) => id) : []
  const agents = (await selectAgents(db)).filter(({ member_id }) => member_id === memberId).map(({ id }) => id)
  return [...own, ...agents]
}
