import type { Database } from 'loop-core'
import { agentsByIds, findAgent, findKeyById, type KeyRow, listKeys } from 'loop-core/accounts'
import { notFound } from '../refusals.ts'
import { type AccessFilter, topReaders } from '../storage/article-usage.ts'

/** More than anybody has. */
const mostKeys = 10_000

/** Who read most, by name. What was read with keys that are revoked is told together, since nobody can be asked about it. */
export async function namedReaders(db: Database, filter: AccessFilter, limit: number) {
  const keys = await listKeys(db, { includeRevoked: true, limit: mostKeys })
  const ended = keys.filter(({ revoked_at }) => revoked_at !== null).map(({ id }) => id)
  const readers = await topReaders(db, filter, { ended, limit })
  const holders = readers.flatMap(({ holder }) => holder ?? [])
  const names = new Map((await agentsByIds(db, holders)).map(({ id, name }) => [id, name]))
  const keyNames = new Map(keys.map(({ id, name }) => [id, name]))
  return readers.map(({ holder, ...read }) => ({ ...nameOf(holder, names, keyNames), ...read }))
}

type Names = ReadonlyMap<string, string>

function nameOf(holder: string | null, agents: Names, keys: Names) {
  if (holder === 'revoked' || holder === null) return { agent_id: null, api_key_id: null, agent_name: holder }
  if (keys.has(holder)) return { agent_id: null, api_key_id: holder, agent_name: keys.get(holder)! }
  return { agent_id: holder, api_key_id: null, agent_name: agents.get(holder) ?? null }
}

/** Whose reading is asked for: that with one key, or that of one agent with whichever key. */
export interface Reader {
  resolved_as: 'api_key' | 'agent'
  api_key_id: string | null
  agent_id: string | null
  agent_name: string | null
}

/** The key of an id. Throws `not_found`. */
export async function readerWithKey(db: Database, id: string): Promise<Reader> {
  const key = await findKeyById(db, id)
  if (key === undefined) throw notFound('api_key')
  return keyReader(db, key)
}

/** The key of an id, or else the agent. Throws `not_found`. */
export async function readerCalled(db: Database, id: string): Promise<Reader> {
  const key = await findKeyById(db, id)
  if (key !== undefined) return keyReader(db, key)
  const agent = await findAgent(db, id)
  if (agent === undefined) throw notFound('agent')
  return { resolved_as: 'agent', api_key_id: null, agent_id: agent.id, agent_name: agent.name }
}

async function keyReader(db: Database, key: KeyRow): Promise<Reader> {
  const agent = key.agent_id === null ? undefined : await findAgent(db, key.agent_id)
  const agent_name = key.revoked_at === null ? (agent?.name ?? key.name) : 'revoked'
  return { resolved_as: 'api_key', api_key_id: key.id, agent_id: key.agent_id, agent_name }
}
