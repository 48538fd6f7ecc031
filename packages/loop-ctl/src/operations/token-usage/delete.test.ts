import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { spend } from '../../fixtures/token-reports.ts'

describeHttp('DELETE /token-usage/:token_usage_report_id', (http) => {
  const remove = (id: string, as: 'user' | 'implementer' | 'orchestrator' = 'user') =>
    http().send(`DELETE /api/v1/token-usage/${id}`, { as })
  const totalsOf = async (story_id: string) => (await http().ctl.call('page_story_token_usage', { story_id })).totals

  it('takes a report back once, with its corrections, and leaves word of it', async () => {
    const { ctl } = http()
    const story_id = await ctl.story()
    const id = await spend(ctl, story_id, { input_tokens: 100, cost_millicents: 100 })
    await spend(ctl, story_id, { input_tokens: 5, cost_millicents: 5 })
    await ctl.call('correct_token_usage', { token_usage_report_id: id, input_tokens: -40 })
    const { status, body } = await remove(id)
    expect([status, body.token_usage_report]).toEqual([200, expect.objectContaining({ id, deleted_at: expect.any(String) })])
    expect(await totalsOf(story_id)).toMatchObject({ total_tokens: 5, total_cost_millicents: 5, report_count: 1 })
    expect((await remove(id)).status).toBe(404)
    expect((await ctl.eventsOf(id)).at(-1)).toMatchObject({ type: 'token_usage_report.deleted', task: story_id, details: { story_id } })
  })

  it('takes a correction back alone, unless too little would be left', async () => {
    const { ctl } = http()
    const story_id = await ctl.story()
    const id = await spend(ctl, story_id, { input_tokens: 10 })
    const correct = async (input_tokens: number) =>
      (await ctl.call('correct_token_usage', { token_usage_report_id: id, input_tokens })).token_usage_report.id
    const [more, less] = [await correct(5), await correct(-15)]
    expect(await remove(more)).toMatchObject({ status: 422, body: { error: { code: 'below_zero' } } })
    expect((await remove(less)).status).toBe(200)
    expect(await totalsOf(story_id)).toMatchObject({ total_input_tokens: 15 })
  })

  it('69. is for people alone', async () => {
    const id = await spend(http().ctl, await http().ctl.story(), {})
    for (const as of ['implementer', 'orchestrator'] as const) expect((await remove(id, as)).status).toBe(403)
  })
})
