import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { spend } from '../../fixtures/token-reports.ts'

describeCtl('get_story_token_usage', (ctl) => {
  it('shows the latest 20 reports in brief, the totals of all, and the budget that holds', async () => {
    const story_id = await ctl().story()
    await ctl().settings({ default_story_budget_millicents: 5_000 })
    for (let count = 1; count <= 21; count++) {
      ctl().pass(1_000)
      await spend(ctl(), story_id, { input_tokens: count, cost_millicents: 10 })
    }
    const { data, totals, meta, budget } = await ctl().call('get_story_token_usage', { story_id })
    expect([data.length, data[0].input_tokens, data.at(-1).input_tokens]).toEqual([20, 21, 2])
    expect(data[0]).not.toHaveProperty('metadata')
    expect(totals).toMatchObject({ total_input_tokens: 231, total_cost_millicents: 210, report_count: 21 })
    expect(meta).toEqual({ total_count: 21, limit: 20, offset: 0 })
    expect(budget).toEqual({ effective_budget_millicents: 5_000, budget_source: 'tenant_default' })
  })

  it('knows nothing of a story that is none', async () => {
    expect((await ctl().refusal('get_story_token_usage', { story_id: 'x' })).code).toBe('story_not_found')
  })
})
