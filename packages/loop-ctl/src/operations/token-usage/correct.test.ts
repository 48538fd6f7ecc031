import { expect, it } from 'vitest'
import { shortly } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { spend, toldOf } from '../../fixtures/token-reports.ts'

describeCtl('correct_token_usage', (ctl) => {
  const correct = (token_usage_report_id: string, given: object) => ctl().call('correct_token_usage', { token_usage_report_id, ...given })
  const refusal = (token_usage_report_id: string, given: object, options = {}) =>
    ctl().refusal('correct_token_usage', { token_usage_report_id, ...given }, options)

  it('adds a row that counts where the report does, with its model and phase unless others are said', async () => {
    const story_id = await ctl().story()
    const id = await spend(
      ctl(),
      story_id,
      { input_tokens: 100, output_tokens: 50, cost_millicents: 900, phase: 'planning' },
      agents.reviewer,
    )
    const { token_usage_report: first } = await correct(id, { input_tokens: -30, cost_millicents: -1_500 + 1_000 })
    expect(first).toMatchObject({
      corrects_report_id: id,
      agent_id: 'reviewer-local',
      story_id,
      model_name: 'some-model',
      phase: 'planning',
    })
    expect(first).toMatchObject({ input_tokens: -30, output_tokens: 0, total_tokens: -30, cost_millicents: -500, cost_dollars: -0.01 })
    const { token_usage_report: second } = await correct(id, { output_tokens: 1, model_name: 'another', phase: 'other' })
    expect(second).toMatchObject({ model_name: 'another', phase: 'other' })
    const { totals } = await ctl().call('page_story_token_usage', { story_id })
    expect(totals).toMatchObject({ total_input_tokens: 70, total_output_tokens: 51, total_cost_millicents: 400 })
    expect((await ctl().eventsOf(id)).map(({ type, details }) => [type, details?.correction_id])).toEqual([
      ['token_usage_report.created', undefined],
      ['token_usage_report.corrected', first.id],
      ['token_usage_report.corrected', second.id],
    ])
  })

  it('69. takes off no more than there is, whatever else was reported', async () => {
    const story_id = await ctl().story()
    const id = await spend(ctl(), story_id, { input_tokens: 100, cost_millicents: 10 })
    await spend(ctl(), story_id, { input_tokens: 500, cost_millicents: 500 })
    const refused = await refusal(id, { input_tokens: -101, cost_millicents: -11 })
    expect([shortly(refused), Object.keys(refused.details!)]).toEqual(['422 below_zero', ['input_tokens', 'cost_millicents']])
    await correct(id, { input_tokens: -100 })
    expect(shortly(await refusal(id, { input_tokens: -1 }))).toBe('422 below_zero')
    expect((await ctl().call('page_story_token_usage', { story_id })).totals.total_input_tokens).toBe(500)
  })

  it('corrects reports alone, and only where something is to correct', async () => {
    const id = await spend(ctl(), await ctl().story(), { input_tokens: 100 })
    const { token_usage_report } = await correct(id, { input_tokens: 1 })
    const refused = await refusal(token_usage_report.id, { input_tokens: 1 })
    expect([shortly(refused), refused.hints.at(-1)]).toEqual(['422 is_correction', expect.stringContaining(id)])
    expect(shortly(await refusal(id, {}))).toBe('422 invalid_input')
    expect(shortly(await refusal('no such', { input_tokens: 1 }))).toBe('404 token_usage_report_not_found')
    expect(shortly(await refusal(id, { input_tokens: 1 }, { as: agents.orchestrator }))).toBe('403 forbidden')
  })

  it('66. lets what was told of a budget be told again once less is spent', async () => {
    const story_id = await ctl().story()
    const { token_budget } = await ctl().call('set_token_budget', { scope_type: 'story', scope_id: story_id, budget_millicents: 1_000 })
    const id = await spend(ctl(), story_id, { cost_millicents: 1_000 })
    await correct(id, { cost_millicents: -100 })
    await spend(ctl(), story_id, { cost_millicents: 100 })
    await correct(id, { cost_millicents: -400 })
    await correct(id, { cost_millicents: 300 })
    const [warning, exceeded] = ['token.budget_warning', 'token.budget_exceeded']
    expect(await toldOf(ctl(), token_budget.id)).toEqual([warning, exceeded, exceeded, warning])
  })
})
