import { expect, it } from 'vitest'
import { shortly } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { spend, toldOf } from '../../fixtures/token-reports.ts'

describeCtl('update_token_budget', (ctl) => {
  const budgetOf = async (scope_id: string, more: object) =>
    (await ctl().call('create_token_budget', { scope_type: 'story', scope_id, ...more })).token_budget
  const update = async (token_budget_id: string, given: object) =>
    (await ctl().call('update_token_budget', { token_budget_id, ...given })).token_budget

  it('changes amounts, threshold and enforcement, and tells which', async () => {
    const story_id = await ctl().story()
    const before = await budgetOf(story_id, { budget_millicents: 100 })
    ctl().pass(1_000)
    const given = { budget_input_tokens: 7, alert_threshold_pct: 50, enforcement: 'block', metadata: { why: 'secret plan' } }
    const changed = await update(before.id, given)
    expect(changed).toEqual({ ...before, ...given, updated_at: expect.any(String) })
    expect(changed.updated_at > before.updated_at).toBe(true)
    const event = (await ctl().eventsOf(before.id)).at(-1)!
    expect(event).toMatchObject({
      type: 'token_budget.updated',
      task: story_id,
      before: { budget_input_tokens: null, alert_threshold_pct: 80, enforcement: 'warn' },
      after: { budget_input_tokens: 7, alert_threshold_pct: 50, enforcement: 'block' },
      details: { changed_fields: ['budget_input_tokens', 'alert_threshold_pct', 'enforcement', 'metadata'] },
    })
    expect(JSON.stringify(event)).not.toContain('secret plan')
  })

  it('takes a limit away, but not the last one', async () => {
    const { id } = await budgetOf(await ctl().story(), { budget_millicents: 100, token_limit: 10 })
    expect(await update(id, { budget_millicents: null })).toMatchObject({ budget_millicents: null, budget_dollars: null, token_limit: 10 })
    const refused = await ctl().refusal('update_token_budget', { token_budget_id: id, token_limit: null })
    expect([shortly(refused), refused.details]).toEqual(['422 invalid_input', { budget_millicents: ["can't be blank"] }])
  })

  it('66. raised or with another threshold, it warns again; with another enforcement it does not', async () => {
    const story_id = await ctl().story()
    const { id } = await budgetOf(story_id, { budget_millicents: 100 })
    await spend(ctl(), story_id, { cost_millicents: 80 })
    await spend(ctl(), story_id, { cost_millicents: 1 })
    await update(id, { enforcement: 'block' })
    await spend(ctl(), story_id, { cost_millicents: 1 })
    expect(await toldOf(ctl(), id)).toEqual(['token.budget_warning'])
    await update(id, { budget_millicents: 101 })
    await spend(ctl(), story_id, { cost_millicents: 1 })
    await update(id, { alert_threshold_pct: 79 })
    await spend(ctl(), story_id, { cost_millicents: 1 })
    expect(await toldOf(ctl(), id)).toEqual(Array(3).fill('token.budget_warning'))
  })

  it('is not for agents, and knows nothing of an id that is none', async () => {
    expect(shortly(await ctl().refusal('update_token_budget', { token_budget_id: 'x' }, { as: agents.implementer }))).toBe('403 forbidden')
    expect(shortly(await ctl().refusal('update_token_budget', { token_budget_id: 'x' }))).toBe('404 token_budget_not_found')
  })
})
