import { expect, it } from 'vitest'
import { spentProject } from '../../fixtures/costs.ts'
import { describeHttp } from '../../fixtures/http.ts'

const implementer = {
  agent_id: 'implementer-local',
  agent_name: 'implementer-local',
  total_stories_reported: 2,
  total_input_tokens: 450,
  total_output_tokens: 45,
  total_cost_millicents: 6_001,
  // 6,001 / 2 stories, rounded down.
  avg_cost_per_story_millicents: 3_000,
  // 330 tokens of b, 165 of a.
  primary_model: 'b',
  efficiency_rank: 2,
}
const reviewer = {
  agent_id: 'reviewer-local',
  agent_name: 'reviewer-local',
  total_stories_reported: 1,
  total_input_tokens: 10,
  total_output_tokens: 1,
  total_cost_millicents: 500,
  avg_cost_per_story_millicents: 500,
  primary_model: 'b',
  efficiency_rank: 1,
}

describeHttp('GET /analytics/agents', (http) => {
  const get = async (query: Record<string, string> = {}) =>
    (await http().send(`GET /api/v1/analytics/agents?${new URLSearchParams(query)}`, { as: 'orchestrator' })).body

  it('is empty where nobody reported anything', async () => {
    expect(await get()).toEqual({ data: [], meta: { page: 1, page_size: 20, total_count: 0, total_pages: 0 } })
  })

  it('68. ranks agents by what a distinct story costs them, the cheapest first', async () => {
    const { project_id } = await spentProject(http().ctl)
    expect((await get({ project_id })).data).toEqual([reviewer, implementer])
    const second = await get({ project_id, page: '2', page_size: '1' })
    expect(second).toEqual({ data: [implementer], meta: { page: 2, page_size: 1, total_count: 2, total_pages: 2 } })
  })

  it('counts the days from since to until, both with all of their hours, and passes over what is no day', async () => {
    const { project_id } = await spentProject(http().ctl)
    const costs = async (query: Record<string, string>) =>
      (await get({ project_id, ...query })).data.map((row: { total_cost_millicents: number }) => row.total_cost_millicents)
    expect(await costs({ since: '2026-01-02', until: '2026-01-04' })).toEqual([3_000])
    expect(await costs({ until: '2026-01-01' })).toEqual([1_000])
    expect(await costs({ since: '2026-01-05' })).toEqual([500, 2_001])
    expect(await costs({ since: 'yesterday', until: '2026-02-30' })).toEqual([500, 6_001])
    expect((await get({ project_id: 'nothing' })).data).toEqual([])
  })

  it('is not for agents, and shows strangers nothing', async () => {
    expect((await http().send('GET /api/v1/analytics/agents', { as: 'implementer' })).status).toBe(403)
    expect((await http().send('GET /api/v1/analytics/agents', { as: 'strangerUser' })).body.data).toEqual([])
  })
})
