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
  agent: { name: string; type: AgentType; memberId?: string; metadata?: Record<string, unknown> },
  now: Date,
): Promise<AgentRow> {
  const row: AgentRow = {
    id: randomUUID(),
    name: agent.name,
    type: agent.type,
    member_id: agent.memberId ?? null,
    status: 'active',
    metadata: JSON.stringify(agent.metadata ?? {}),
    created_at: now.toISOString(),
    last_seen_at: null,
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

/** The agent with this id, or undefined. */
export async function findAgent(db: Database<AccountTables>, id: string): Promise<AgentRow | undefined> {
  return db.selectFrom('core_agents').selectAll().where('id', '=', id).executeTakeFirst()
}

export interface AgentFilter {
  type?: AgentType
  status?: AgentRow['status']
  /** Seen at this time or later. */
  seenSince?: string
}

export interface AgentQuery extends AgentFilter {
  /** By name unless said; by a time, the latest comes first and those without one last. */
  sortBy?: 'name' | 'type' | 'status' | 'created_at' | 'last_seen_at'
  limit: number
  offset?: number
}

/** Agents of the tenant, one page of them. */
export async function findAgents(db: Database<AccountTables>, query: AgentQuery): Promise<AgentRow[]> {
  const { sortBy = 'name', limit, offset = 0 } = query
  return matching(db, query)
    .selectAll()
    .orderBy(
      (order) => (sortBy === 'last_seen_at' ? order.fn.coalesce(sortBy, order.val('')) : order.ref(sortBy)),
      sortBy.endsWith('_at') ? 'desc' : 'asc',
    )
    .orderBy('name')
    .limit(limit)
    .offset(offset)
    .execute()
}

/** How many agents there are of a kind. */
export async function countAgents(db: Database<AccountTables>, filter: AgentFilter = {}): Promise<number> {
  const { count } = await matching(db, filter)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function matching(db: Database<AccountTables>, { type, status, seenSince }: AgentFilter) {
  return db
    .selectFrom('core_agents')
    .$if(type !== undefined, (select) => select.where('type', '=', type!))
    .$if(status !== undefined, (select) => select.where('status', '=', status!))
    .$if(seenSince !== undefined, (select) => select.where('last_seen_at', '>=', seenSince!))
}

/** Notes that an agent was seen, unless it was seen later than that. */
export async function seeAgent(db: Database<AccountTables>, id: string, at: string): Promise<void> {
  await db
    .updateTable('core_agents')
    .set({ last_seen_at: at })
    .where('id', '=', id)
    .where((where) => where.or([where('last_seen_at', 'is', null), where('last_seen_at', '<', at)]))
    .execute()
}

/** The agents with these ids. */
export async function agentsByIds(db: Database<AccountTables>, ids: readonly string[]): Promise<AgentRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('core_agents').selectAll().where('id', 'in', ids).orderBy('name').execute()
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
