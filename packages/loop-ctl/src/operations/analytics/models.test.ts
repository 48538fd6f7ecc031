import { expect, it } from 'vitest'
import { spentProject } from '../../fixtures/costs.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /analytics/models', (http) => {
  it('has each model with its costs and what became of its stories, the dearest first', async () => {
    const { project_id, begun } = await spentProject(http().ctl)
    const get = async () => (await http().send(`GET /api/v1/analytics/models?project_id=${project_id}`, { as: 'implementer' })).body
    expect(await get()).toEqual({
      data: [
        {
          model_name: 'b',
          total_input_tokens: 310,
          total_output_tokens: 31,
          total_tokens: 341,
          total_cost_millicents: 3_500,
          report_count: 2,
          avg_cost_per_report_millicents: 1_750,
          stories_verified_count: 1,
          stories_rejected_count: 0,
          verification_rate_pct: 100,
        },
        {
          model_name: 'a',
          total_input_tokens: 150,
          total_output_tokens: 15,
          total_tokens: 165,
          total_cost_millicents: 3_001,
          report_count: 2,
          // 3,001 / 2 reports, rounded down.
          avg_cost_per_report_millicents: 1_500,
          stories_verified_count: 1,
          stories_rejected_count: 1,
          verification_rate_pct: 50,
        },
      ],
      meta: { page: 1, page_size: 20, total_count: 2, total_pages: 1 },
    })
    const reject = { verified_status: 'rejected' } as const
    await http().ctl.tables((db) => db.updateTable('ctl_stories').set(reject).where('id', '=', begun).execute())
    expect((await get()).data[0]).toMatchObject({ stories_verified_count: 1, stories_rejected_count: 1, verification_rate_pct: 50 })
  })

  it('has no rate where there was no verdict', async () => {
    const { project_id } = await spentProject(http().ctl)
    const { body } = await http().send(`GET /api/v1/analytics/models?project_id=${project_id}&since=2026-01-05`)
    expect(body.data).toMatchObject([
      { model_name: 'a', verification_rate_pct: 0 },
      { model_name: 'b', stories_verified_count: 0, verification_rate_pct: null },
    ])
  })
})
