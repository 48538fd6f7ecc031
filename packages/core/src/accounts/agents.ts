import { randomUUID } from 'node:crypto'
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { AgentType } from '../actor.ts'
import { LoopError } from '../error.ts'
import type { Database } from '../storage/storage.ts'
import type { AccountTables } from './tables.ts'

export type AgentRow = Selectable<AccountTables['core_agents']>

/** Adds an agent; throws `conflict agent_exists` if the tenant has one of that name. */
export async function addAgent(
  db: Database<AccountTables>,
  agent: { name: string; type: AgentType; memberId?: string },
  now: Date,
): Promise<AgentRow> {
  const row: AgentRow = {
    id: randomUUID(),
    name: agent.name,
    type: agent.type,
    member_id: agent.memberId ?? null,
    created_at: now.toISOString(),
  }
  const added = await db
    .insertInto('core_agents')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  if (added.length === 0)
    throw new LoopError('conflict', 'There is already an agent of this name. Choose another.', { code: 'agent_exists' })
  return row
}

export async function findAgent(db: Database<AccountTables>, id: string): Promise<AgentRow | undefined> {
  return db.selectFrom('core_agents').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Agents of the tenant by name, at most 100. */
export async function selectAgents(db: Database<AccountTables>): Promise<AgentRow[]> {
  return db.selectFrom('core_agents').selectAll().orderBy('name').limit(100).execute()
}

/** The agents of these names, however they are spelled in upper or lower case. */
export async function agentsByNames(db: Database<AccountTables>, names: readonly string[]): Promise<AgentRow[]> {
  if (names.length === 0) return []
  // Not every database knows lower case beyond ASCII, so the exact spelling counts as well.
  const spelled = (where: ExpressionBuilder<AccountTables, 'core_agents'>) =>
    where.or([
      where('name', 'in', names),
      where(where.fn<string>('lower', ['name']), 'in', [...new Set(names.map((name) => name.toLowerCase()))]),
    ])
  return db.selectFrom('core_agents').selectAll().where(spelled).orderBy('name').execute()
}

/** All agents that work for a member, by name. */
export async function agentsOfMember(db: Database<AccountTables>, memberId: string): Promise<AgentRow[]> {
  return db.selectFrom('core_agents').selectAll().where('member_id', '=', memberId).orderBy('name').execute()
}
