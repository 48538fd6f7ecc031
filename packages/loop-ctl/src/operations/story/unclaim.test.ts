import { expect, it } from 'vitest'
import { bodyOf, otherImplementer, person, shortly, superadmin } from '../../fixtures/actors.ts'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'

describeCtl('unclaim_story', (ctl) => {
  const unclaim = (story_id: string, as = agents.implementer) => ctl().call('unclaim_story', { story_id }, { as })
  const refusal = (story_id: string, as: unknown = agents.implementer) => ctl().refusal('unclaim_story', { story_id }, { as: as as never })
  const unassigned = {
    agent_status: 'pending',
    assigned_agent_id: null,
    assigned_at: null,
    review_requested_at: null,
    reported_done_at: null,
    reported_by_agent_id: null,
  }

  it.each(['assigned', 'implementing', 'reported_done'] as const)(
    'brings a story that is %s back to pending, without a trace of the round',
    async (step) => {
      const id = await ctl().storyAt(step)
      if (step === 'implementing') await ctl().call('request_review', { story_id: id }, { as: agents.implementer })
      const before = await ctl().look(id)
      const { story } = await unclaim(id)
      expect(await ctl().look(id)).toEqual({ ...before, ...unassigned, updated_at: story.updated_at })
      const event = (await ctl().eventsOf(id)).at(-1)!
      expect(event).toMatchObject({
        type: 'story.status_changed',
        before: { agent_status: step, assigned_agent_id: 'implementer-local' },
        after: { agent_status: 'pending', assigned_agent_id: null },
        details: { old_status: step, new_status: 'pending', agent_id: 'implementer-local' },
      })
    },
  )

  it('leaves a verified story verified', async () => {
    const id = await ctl().storyAt('verified')
    expect((await unclaim(id)).story).toMatchObject({ agent_status: 'pending', verified_status: 'verified' })
  })

  it('of a pending story is refused', async () => {
    const body = bodyOf(await refusal(await ctl().story()))
    expect(body).toMatchObject({ status: 409, code: 'invalid_transition', current_state: 'pending', attempted_action: 'unclaim' })
    expect(body.hints).toHaveLength(1)
  })

  it('is for the assigned agent alone; nobody is assigned to a contracted story', async () => {
    expect(shortly(await refusal(await ctl().storyAt('contracted')))).toBe('403 not_assigned_agent')
    expect(shortly(await refusal(await ctl().storyAt('assigned'), otherImplementer))).toBe('403 not_assigned_agent')
    expect(shortly(await refusal(await ctl().storyAt('reported_done'), otherImplementer))).toBe('403 not_assigned_agent')
  })

  it('is for the role agent exactly, and for keys that stand for an agent (loophole 7)', async () => {
    const id = await ctl().storyAt('assigned')
    for (const as of [agents.orchestrator, person, superadmin]) expect(shortly(await refusal(id, as))).toBe('403 forbidden')
    expect(shortly(await refusal(id, unlinkedAgent))).toBe('422 key_without_agent')
  })
})
