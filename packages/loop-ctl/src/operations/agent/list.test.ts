import { addAgent } from 'loop-core/accounts'
import { beforeAll, expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('list_registered_agents', (http) => {
  // With `strange`, who is there already.
  beforeAll(async () => {
    const { storage, clock } = http().ctl.application
    for (const [name, type] of [
      ['ada', 'orchestrator'],
      ['bob', 'implementer'],
    ] as const) {
      http().ctl.pass(1_000)
      await storage.transaction('strangers', 'write', (db) => addAgent(db, { name, type }, clock()))
    }
  })
  const list = async (query = '') => (await http().send(`GET /api/v1/agents${query}`, { as: 'strangerOrchestrator' })).body
  const names = async (query: string) => (await list(query)).data.map(({ name }: { name: string }) => name)

  it('shows the agents by name, in both of the forms that clients know', async () => {
    const body = await list('?page=1&page_size=2')
    expect(body).toMatchObject({ total: 3, page: 1, page_size: 2, meta: { total_count: 3, page: 1, page_size: 2, total_pages: 2 } })
    expect(body.agents.map(({ name }: { name: string }) => name)).toEqual(['ada', 'bob'])
    expect(body.data).toEqual(body.agents)
  })

  it.each([
    ['?agent_type=orchestrator', ['ada']],
    ['?status=idle', []],
    ['?sort_by=inserted_at', ['bob', 'ada', 'strange']],
    ['?sort_by=agent_type', ['bob', 'strange', 'ada']],
    ['?agent_type=boss&status=asleep&sort_by=mood', ['ada', 'bob', 'strange']],
    ['?page=2&limit=2', ['strange']],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
  })

  it('is not for agents', async () => {
    expect((await http().send('GET /api/v1/agents', { as: 'implementer' })).status).toBe(403)
  })
})
