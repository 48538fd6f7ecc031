import { expect, it } from 'vitest'
import { spentProject } from '../../fixtures/costs.ts'
import { describeHttp } from '../../fixtures/http.ts'

const nobody = { agent_count: 0, avg_verification_rate_pct: null, avg_cost_per_story_millicents: null }

describeHttp('GET /analytics/model-mix', (http) => {
  const get = async (query: Record<string, string>) =>
    (await http().send(`GET /api/v1/analytics/model-mix?${new URLSearchParams(query)}`, { as: 'orchestrator' })).body

  it('is empty where nothing was reported', async () => {
    expect(await get({ project_id: 'none' })).toEqual({ data: { matrix: [], comparative: { mixed_model: nobody, single_model: nobody } } })
  })

  it('65. has each model in each phase, and agents that mix models beside those that do not', async () => {
    const { project_id } = await spentProject(http().ctl)
    const row = (place: object, verdicts: object) => ({
      ...{ ...place, stories_count: 1, verified_count: 0, rejected_count: 0, verification_rate_pct: null },
      ...verdicts,
    })
    const verified = { verified_count: 1, verification_rate_pct: 100 }
    expect((await get({ project_id })).data).toEqual({
      matrix: [
        row(
          { model_name: 'a', phase: 'implementing', total_tokens: 55, total_cost_millicents: 2_001 },
          { rejected_count: 1, verification_rate_pct: 0 },
        ),
        row({ model_name: 'a', phase: 'planning', total_tokens: 110, total_cost_millicents: 1_000 }, verified),
        row({ model_name: 'b', phase: 'implementing', total_tokens: 330, total_cost_millicents: 3_000 }, verified),
        row({ model_name: 'b', phase: 'reviewing', total_tokens: 11, total_cost_millicents: 500 }, {}),
      ],
      comparative: {
        // The implementer: one of its two stories is verified, and they cost 6,001 together.
        mixed_model: { agent_count: 1, avg_verification_rate_pct: 50, avg_cost_per_story_millicents: 3_000 },
        single_model: { agent_count: 1, avg_verification_rate_pct: null, avg_cost_per_story_millicents: 500 },
      },
    })
    const { data } = await get({ project_id, agent_id: 'reviewer-local', until: '2026-01-05' })
    expect(data).toMatchObject({ matrix: [{ model_name: 'b', phase: 'reviewing' }], comparative: { mixed_model: nobody } })
  })
})
