import { expect, it } from 'vitest'
import { spentProject } from '../../fixtures/costs.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /analytics/agents/:id/model-profile', (http) => {
  const get = (agent: string, query = '') =>
    http().send(`GET /api/v1/analytics/agents/${agent}/model-profile?${query}`, { as: 'orchestrator' })

  it('says which models an agent uses for what', async () => {
    const { project_id } = await spentProject(http().ctl)
    const { data } = (await get('implementer-local', `project_id=${project_id}`)).body
    expect(data).toMatchObject({ agent_name: 'implementer-local', model_count: 2, is_model_blender: true, models_used: ['a', 'b'] })
    expect(data.total_cost_millicents).toBe(6_001)
    expect(data.usage).toHaveLength(3)
    expect(data.usage[0]).toEqual({
      model_name: 'a',
      phase: 'implementing',
      total_input_tokens: 50,
      total_output_tokens: 5,
      total_cost_millicents: 2_001,
      report_count: 1,
      stories_count: 1,
      verified_count: 0,
      rejected_count: 1,
      verification_rate_pct: 0,
      // 2,001 of 6,001, rounded down.
      cost_share_pct: 33,
    })
  })

  it('is empty for an agent that reported nothing, and 404 for one that there is not', async () => {
    const { data } = (await get('orchestrator-local')).body
    expect(data).toMatchObject({ model_count: 0, is_model_blender: false, models_used: [], total_cost_millicents: 0, usage: [] })
    expect(await get('nobody')).toMatchObject({ status: 404, body: { error: { code: 'agent_not_found' } } })
  })
})
