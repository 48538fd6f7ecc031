import { expect, it } from 'vitest'
import { spentProject } from '../../fixtures/costs.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /analytics/projects/:id', (http) => {
  it('says what a project has cost, by phase and by model', async () => {
    const { project_id } = await spentProject(http().ctl)
    await http().ctl.call('set_token_budget', { scope_type: 'project', scope_id: project_id, budget_millicents: 5_000 })
    const address = `GET /api/v1/analytics/projects/${project_id}` as const
    expect((await http().send(address, { as: 'implementer' })).body.data).toEqual({
      total_cost_millicents: 6_501,
      total_input_tokens: 460,
      total_output_tokens: 46,
      budget_millicents: 5_000,
      utilization_pct: 130,
      cost_by_phase: { planning: 1_000, implementing: 5_001, reviewing: 500 },
      model_breakdown: {
        a: { input_tokens: 150, output_tokens: 15, cost_millicents: 3_001 },
        b: { input_tokens: 310, output_tokens: 31, cost_millicents: 3_500 },
      },
      agent_count: 2,
      story_count: 3,
      avg_cost_per_story_millicents: 2_167,
    })
    expect((await http().send(`${address}?since=2026-01-05`)).body.data).toMatchObject({ total_cost_millicents: 2_501, story_count: 2 })
  })

  it("is 0 of nothing, and 404 where there is no project or it is not the caller's", async () => {
    const id = await http().ctl.project()
    const { data } = (await http().send(`GET /api/v1/analytics/projects/${id}`)).body
    expect(data).toMatchObject({ total_cost_millicents: 0, cost_by_phase: {}, model_breakdown: {}, avg_cost_per_story_millicents: 0 })
    expect((await http().send('GET /api/v1/analytics/projects/none')).status).toBe(404)
    expect((await http().send(`GET /api/v1/analytics/projects/${id}`, { as: 'strangerAgent' })).status).toBe(404)
  })
})
