import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
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
