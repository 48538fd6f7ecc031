import { expect, it } from 'vitest'
import { bodyOf, shortly } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('accept_story', (ctl) => {
  const two = [{ criterion: 'it works' }, { criterion: 'it is told' }]
  const echo = { story_title: 'Log in', ac_count: 2 }
  const make = () => ctl().story({ title: 'Log in', acceptance_criteria: two })
  const accept = (story_id: string, input: object, as = agents.implementer) => ctl().call('accept_story', { story_id, ...input }, { as })
  const refusal = (story_id: string, input: object, as = agents.implementer) =>
    ctl().refusal('accept_story', { story_id, ...input }, { as })

  it('an orchestrator skips the check by the flag alone; an agent with the flag is still checked (D6)', async () => {
    const id = await make()
    const flag = { skip_contract_check: true }
    expect(shortly(await refusal(id, {}, agents.orchestrator))).toBe('422 wrong_title')
    expect(shortly(await refusal(id, { ...flag, skip_contract_check: false }, agents.orchestrator))).toBe('422 wrong_title')
    expect(shortly(await refusal(id, flag))).toBe('422 wrong_title')
    expect((await accept(id, flag, agents.orchestrator)).story.agent_status).toBe('contracted')
    expect((await accept(await make(), echo, agents.orchestrator)).story.agent_status).toBe('contracted')
  })

  it('asks for what is missing', async () => {
    const id = await make()
    expect(shortly(await refusal(id, { ac_count: 2 }))).toBe('422 wrong_title')
    const body = bodyOf(await refusal(id, { story_title: 'Log in' }))
    expect(body).toMatchObject({ status: 422, context: { expected_ac_count: 2, provided_ac_count: null } })
  })
})
