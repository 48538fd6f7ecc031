import { expect, it } from 'vitest'
import { spentProject } from '../../fixtures/costs.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /analytics/epics', (http) => {
  const get = async (query: Record<string, string>) =>
    (await http().send(`GET /api/v1/analytics/epics?${new URLSearchParams(query)}`, { as: 'implementer' })).body

  it('has each epic with its stories, costs and models, also one that cost nothing', async () => {
    const { project_id, epic_id, other_epic_id } = await spentProject(http().ctl)
    await http().ctl.call('set_token_budget', { scope_type: 'epic', scope_id: epic_id, budget_millicents: 8_000 })
    const empty = await http().ctl.epic(project_id)
    const { data, meta } = await get({ project_id })
    expect(data).toEqual([
      {
        epic_id,
        epic_name: 'First',
        story_count: 2,
        completed_story_count: 1,
        total_cost_millicents: 6_001,
        avg_cost_per_story_millicents: 3_000,
        budget_millicents: 8_000,
        // 6,001 of 8,000, rounded down.
        utilization_pct: 75,
        model_breakdown: {
          a: { input_tokens: 150, output_tokens: 15, cost_millicents: 3_001 },
          b: { input_tokens: 300, output_tokens: 30, cost_millicents: 3_000 },
        },
      },
      expect.objectContaining({
        epic_id: other_epic_id,
        story_count: 1,
        completed_story_count: 0,
        total_cost_millicents: 500,
        budget_millicents: null,
      }),
      expect.objectContaining({ epic_id: empty, story_count: 0, total_cost_millicents: 0, avg_cost_per_story_millicents: 0 }),
    ])
    expect(meta).toEqual({ page: 1, page_size: 20, total_count: 3, total_pages: 1 })
  })

  it('counts only the days that were asked for', async () => {
    const { project_id } = await spentProject(http().ctl)
    const { data } = await get({ project_id, until: '2026-01-01' })
    expect(data.map((row: { total_cost_millicents: number }) => row.total_cost_millicents)).toEqual([1_000, 0])
    expect(data[0].model_breakdown).toEqual({ a: { input_tokens: 100, output_tokens: 10, cost_millicents: 1_000 } })
  })
})
