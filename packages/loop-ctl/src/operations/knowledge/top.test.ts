import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { keyNamed } from '../../fixtures/reading.ts'
import { access, article } from '../../fixtures/wiki.ts'

describeHttp('knowledge_analytics_top', (http) => {
  const ctl = () => http().ctl
  const top = (input: object) => ctl().call('knowledge_analytics_top', input, { as: agents.orchestrator })
  const now = '2026-01-05T12:00:00.000Z'

  it('shows the articles that were read most within some days, and by how many', async () => {
    const project_id = await ctl().project({ slug: 'read' })
    const [often, once] = [await article(ctl(), { title: 'Often' }), await article(ctl(), { title: 'Once', category: 'decision' })]
    await access(ctl(), often, { project_id, agent_id: 'a1', api_key_id: 'k1' })
    await access(ctl(), often, { project_id, agent_id: 'a1', api_key_id: 'k2', access_type: 'search' })
    await access(ctl(), often, { project_id, api_key_id: 'k3' })
    await access(ctl(), often, { project_id, accessed_at: '2025-12-29T11:59:59.999Z' })
    await access(ctl(), once, { project_id, agent_id: 'a2' })
    await access(ctl(), once, { agent_id: 'a2' })
    const rows = {
      often: { article_id: often, title: 'Often', category: 'pattern', access_count: 3, unique_agents: 2, last_accessed_at: now },
      once: { article_id: once, title: 'Once', category: 'decision', access_count: 1, unique_agents: 1, last_accessed_at: now },
    }
    expect(await top({ project_id })).toEqual({
      data: [rows.often, rows.once],
      meta: { limit: 20, since_days: 7, group_by: 'article' },
    })
    expect((await top({ project_id: 'read', limit: 1 })).data).toEqual([rows.often])
    expect((await top({ project_id, access_type: 'search' })).data).toEqual([{ ...rows.often, access_count: 1, unique_agents: 1 }])
    expect((await top({ project_id, since_days: 8 })).data[0].access_count).toBe(4)
    expect((await top({ project_id: 'nobodys' })).data).toEqual([])
  })

  it('shows for which projects was read', async () => {
    const project_id = await ctl().project({ slug: 'grouped', name: 'Grouped' })
    const [one, other] = [await article(ctl()), await article(ctl())]
    for (const id of [one, one, other]) await access(ctl(), id, { project_id, access_type: 'index' })
    await access(ctl(), one, { access_type: 'index' })
    expect((await top({ group_by: 'project', access_type: 'index' })).data).toEqual([
      { project_id, project_name: 'Grouped', access_count: 3, unique_articles: 2, last_accessed_at: now },
      { project_id: null, project_name: null, access_count: 1, unique_articles: 1, last_accessed_at: now },
    ])
  })

  it('shows who read, agents by name over all of their keys, and all revoked keys together', async () => {
    const project_id = await ctl().project()
    const id = await article(ctl())
    const key = await keyNamed(ctl(), 'laptop')
    const revoked = [await keyNamed(ctl(), 'lost', { revoked: true }), await keyNamed(ctl(), 'stolen', { revoked: true })]
    for (const api_key_id of [key, 'k1', 'k2']) await access(ctl(), id, { project_id, agent_id: 'reviewer-local', api_key_id })
    for (const api_key_id of [key, key]) await access(ctl(), id, { project_id, api_key_id })
    for (const api_key_id of [...revoked, ...revoked]) await access(ctl(), id, { project_id, api_key_id, agent_id: 'a-gone' })
    const read = { unique_articles: 1, last_accessed_at: now }
    expect((await top({ project_id, group_by: 'agent' })).data).toEqual([
      { agent_id: null, api_key_id: null, agent_name: 'revoked', access_count: 4, ...read },
      { agent_id: 'reviewer-local', api_key_id: null, agent_name: 'reviewer-local', access_count: 3, ...read },
      { agent_id: null, api_key_id: key, agent_name: 'laptop', access_count: 2, ...read },
    ])
  })

  it.each([
    ['limit=1000&since_days=9999', { limit: 100, since_days: 365, group_by: 'article' }],
    ['limit=0&since_days=-1', { limit: 1, since_days: 1, group_by: 'article' }],
    ['limit=5x&since_days=x&group_by=weather&access_type=smell', { limit: 5, since_days: 7, group_by: 'article' }],
    ['group_by=agent', { limit: 20, since_days: 7, group_by: 'agent' }],
  ])('%s is brought within bounds', async (query, meta) => {
    const { status, body } = await http().send(`GET /api/v1/knowledge/analytics/top-articles?${query}`, { as: 'orchestrator' })
    expect([status, body.meta]).toEqual([200, meta])
  })

  it('is not for implementers, and shows nothing to others', async () => {
    const route = 'GET /api/v1/knowledge/analytics/top-articles'
    expect((await http().send(route, { as: 'implementer' })).status).toBe(403)
    expect((await http().send(route, { as: 'strangerOrchestrator' })).body.data).toEqual([])
  })
})
