import { beforeAll, describe, expect, it } from 'vitest'
import { useLoop } from '../fixtures/use-loop.ts'
import type { Database } from '../storage/storage.ts'
import { testDatabases } from '../testing/index.ts'
import { type AgentFilter, type AgentQuery, addAgent, agentsByIds, countAgents, findAgent, findAgents, seeAgent } from './agents.ts'

const at = (seconds: number) => new Date(Date.parse('2026-01-05T12:00:00.000Z') + seconds * 1000)

describe.each(testDatabases())('agents on $name', (kind) => {
  const loop = useLoop(kind, [])
  const inOther = <Result>(work: (db: Database) => Promise<Result>) => loop().application.storage.transaction('other', 'write', work)
  const names = async (query: Partial<AgentQuery> = {}) =>
    (await inOther((db) => findAgents(db, { limit: 20, ...query }))).map(({ name }) => name)
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    const agents = [
      { name: 'cleo', type: 'implementer' },
      { name: 'ada', type: 'orchestrator' },
      { name: 'bo', type: 'implementer', metadata: { model: 'm-1' } },
    ] as const
    for (const [second, agent] of agents.entries()) ids[agent.name] = (await inOther((db) => addAgent(db, agent, at(second)))).id
    await inOther((db) => seeAgent(db, ids.ada!, at(60).toISOString()))
    await inOther((db) => db.updateTable('core_agents').set({ status: 'idle' }).where('name', '=', 'bo').execute())
  })

  it('are active when they are added, and keep what is said of them', async () => {
    expect(await inOther((db) => findAgent(db, ids.cleo!))).toEqual({
      id: ids.cleo,
      name: 'cleo',
      type: 'implementer',
      member_id: null,
      status: 'active',
      metadata: '{}',
      created_at: at(0).toISOString(),
      last_seen_at: null,
    })
    expect(await inOther((db) => findAgent(db, ids.bo!))).toMatchObject({ metadata: '{"model":"m-1"}' })
  })

  it.each<[string, Partial<AgentQuery>, string[]]>([
    ['by name', {}, ['ada', 'bo', 'cleo']],
    ['by type', { sortBy: 'type' }, ['bo', 'cleo', 'ada']],
    ['by status', { sortBy: 'status' }, ['ada', 'cleo', 'bo']],
    ['the newest first', { sortBy: 'created_at' }, ['bo', 'ada', 'cleo']],
    ['the last seen first', { sortBy: 'last_seen_at' }, ['ada', 'bo', 'cleo']],
    ['of one type', { type: 'implementer' }, ['bo', 'cleo']],
    ['of one status', { status: 'active' }, ['ada', 'cleo']],
    ['in pages', { limit: 1, offset: 1 }, ['bo']],
  ])('are listed %s', async (_, query, found) => {
    expect(await names(query)).toEqual(found)
  })

  it('are found by their ids, those that there are', async () => {
    const found = await inOther((db) => agentsByIds(db, [ids.cleo!, 'nobody', ids.ada!]))
    expect(found.map(({ name }) => name)).toEqual(['ada', 'cleo'])
    expect(await inOther((db) => agentsByIds(db, []))).toEqual([])
  })

  it('are counted by the same filters', async () => {
    const count = (filter?: AgentFilter) => inOther((db) => countAgents(db, filter))
    expect([await count(), await count({ type: 'implementer' }), await count({ type: 'implementer', status: 'idle' })]).toEqual([3, 2, 1])
    expect([await count({ seenSince: at(60).toISOString() }), await count({ seenSince: at(61).toISOString() })]).toEqual([1, 0])
  })

  it('are seen at the latest time that anybody told of', async () => {
    await inOther((db) => seeAgent(db, ids.ada!, at(30).toISOString()))
    expect(await inOther((db) => findAgent(db, ids.ada!))).toMatchObject({ last_seen_at: at(60).toISOString() })
  })
})
