import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { spend } from '../../fixtures/token-reports.ts'

describeHttp('GET /stories/:story_id/token-usage', (http) => {
  it('65. adds up what was reported, in all and for each phase, newest first', async () => {
    const { ctl } = http()
    const story_id = await ctl.story()
    await spend(ctl, story_id, {
      input_tokens: 100,
      output_tokens: 10,
      cost_millicents: 1_250,
      phase: 'planning',
    })
    ctl.pass(1_000)
    const made = await spend(ctl, story_id, {
      input_tokens: 200,
      output_tokens: 20,
      cost_millicents: 1_250,
      phase: 'implementing',
    })
    await spend(ctl, await ctl.story(), { input_tokens: 5, cost_millicents: 5 })
    const { status, body } = await http().send(`GET /api/v1/stories/${story_id}/token-usage?limit=1`, { as: 'implementer' })
    expect(status).toBe(200)
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([made])
    expect(body.meta).toEqual({ page: 1, page_size: 1, total_count: 2, total_pages: 2 })
    expect(body.budget).toEqual({ effective_budget_millicents: null, budget_source: null })
    const planned = { total_input_tokens: 100, total_output_tokens: 10, total_tokens: 110, total_cost_millicents: 1_250 }
    const done = { total_input_tokens: 200, total_output_tokens: 20, total_tokens: 220, total_cost_millicents: 1_250 }
    expect(body.totals).toEqual({
      ...{ total_input_tokens: 300, total_output_tokens: 30, total_tokens: 330, total_cost_millicents: 2_500 },
      ...{ total_cost_dollars: 0.03, report_count: 2 },
      by_phase: {
        planning: { ...planned, total_cost_dollars: 0.01, report_count: 1 },
        implementing: { ...done, total_cost_dollars: 0.01, report_count: 1 },
      },
    })
  })

  it('71. list_stories adds what each story took', async () => {
    const { ctl } = http()
    const story_id = await ctl.story()
    const { project_id } = await ctl.look(story_id)
    await spend(ctl, story_id, { input_tokens: 7, output_tokens: 3, cost_millicents: 40 })
    const { body } = await http().send(`GET /api/v1/stories?project_id=${project_id}&include_token_totals=true`)
    expect(body.data).toMatchObject([{ id: story_id, total_tokens: 10, total_cost_millicents: 40 }])
  })

  it('does not find what belongs to strangers', async () => {
    const story_id = await http().ctl.story()
    expect((await http().send(`GET /api/v1/stories/${story_id}/token-usage`, { as: 'strangerAgent' })).status).toBe(404)
  })
})
