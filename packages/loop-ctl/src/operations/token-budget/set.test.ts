import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('set_token_budget', (ctl) => {
  const set = async (input: object) => (await ctl().call('set_token_budget', input, { as: agents.orchestrator })).token_budget

  it('makes a budget, and changes what it says of the one that is there', async () => {
    const scope = { scope_type: 'project', scope_id: await ctl().project() }
    const made = await set({ ...scope, budget_millicents: 500, alert_threshold_pct: 60 })
    expect(made).toMatchObject({ ...scope, budget_millicents: 500, alert_threshold_pct: 60, enforcement: 'warn' })
    const changed = await set({ ...scope, budget_millicents: 700, enforcement: 'block' })
    expect(changed).toMatchObject({ id: made.id, budget_millicents: 700, alert_threshold_pct: 60, enforcement: 'block' })
  })

  it('said twice is said once', async () => {
    const input = { scope_type: 'project', scope_id: await ctl().project(), budget_millicents: 500 }
    const made = await set(input)
    ctl().pass(1_000)
    expect(await set(input)).toEqual(made)
    expect(await ctl().eventsOf(made.id)).toHaveLength(1)
  })

  it('is not for agents', async () => {
    const input = { scope_type: 'project', scope_id: await ctl().project(), budget_millicents: 500 }
    expect((await ctl().refusal('set_token_budget', input, { as: agents.implementer })).kind).toBe('forbidden')
  })
})
