import { expect, it } from 'vitest'
import { describeHttp } from '../fixtures/http.ts'
import { conflict, forbidden, notTheAssignee, storiesOver, unlinked } from './story.ts'

const emptied = {
  assigned_agent_id: null,
  assigned_at: null,
  reported_by_agent_id: null,
  reported_done_at: null,
  review_requested_at: null,
}

describeHttp('a story that is given back', (http) => {
  const { post, look, standing, history, isReady, refused } = storiesOver(http)

  it.each(['assigned', 'implementing', 'reported_done'] as const)('28. only its agent can unclaim a story that is %s', async (step) => {
    const id = await http().ctl.storyAt(step)
    expect(await refused(id, 'unclaim', 'otherAgent')).toMatchObject(notTheAssignee)
    const answer = await post(id, 'unclaim', 'implementer')
    expect(answer).toMatchObject({ status: 200, body: { story: { agent_status: 'pending', verified_status: 'unverified', ...emptied } } })
    expect(await look(id)).toMatchObject(emptied)
    expect((await history(id)).at(-1)).toMatchObject({
      action: 'status_changed',
      old_state: { agent_status: step, assigned_agent_id: 'implementer-local' },
      new_state: { agent_status: 'pending', assigned_agent_id: null },
    })
    expect(await isReady(id)).toBe(true)
  })

  it('28. nobody has a contracted story, and a pending one was given back already', async () => {
    expect(await refused(await http().ctl.storyAt('contracted'), 'unclaim', 'implementer')).toMatchObject(notTheAssignee)
    const answer = await refused(await http().ctl.story(), 'unclaim', 'implementer')
    expect(answer).toMatchObject(conflict('invalid_transition', 'unclaim', ['pending', 'unverified']))
  })

  it('28. a verified story that its agent gives back stays verified', async () => {
    const id = await http().ctl.storyAt('verified')
    expect(await post(id, 'unclaim', 'implementer')).toMatchObject({ status: 200 })
    expect(await standing(id)).toEqual(['pending', 'verified'])
  })

  it('29. a force-unclaim takes a story from whoever has it', async () => {
    const id = await http().ctl.storyAt('implementing')
    const answer = await post(id, 'force-unclaim', 'orchestrator')
    expect(answer).toMatchObject({ status: 200, body: { story: { agent_status: 'pending', ...emptied } } })
    expect((await history(id)).at(-1)).toMatchObject({
      action: 'force_unclaimed',
      old_state: { agent_status: 'implementing', assigned_agent_id: 'implementer-local' },
      metadata: {
        old_status: 'implementing',
        new_status: 'pending',
        previous_agent_id: 'implementer-local',
        orchestrator_agent_id: 'orchestrator-local',
      },
    })
    expect(await isReady(id)).toBe(true)
  })

  it('29. a force-unclaim of a pending story changes nothing, and is told', async () => {
    const id = await http().ctl.story()
    const answer = await post(id, 'force-unclaim', 'orchestrator')
    expect(answer).toMatchObject({ status: 200, body: { story: { agent_status: 'pending', verified_status: 'unverified', ...emptied } } })
    expect((await history(id)).at(-1)).toMatchObject({
      action: 'force_unclaimed',
      metadata: { old_status: 'pending', new_status: 'pending' },
    })
  })

  it.each(['verified', 'rejected'] as const)('29. a %s story stays so when it is taken away', async (step) => {
    const id = await http().ctl.storyAt(step)
    const answer = await post(id, 'force-unclaim', 'orchestrator')
    expect(answer).toMatchObject({ status: 200, body: { story: { agent_status: 'pending', verified_status: step, ...emptied } } })
    expect(await standing(id)).toEqual(['pending', step])
    expect(await isReady(id)).toBe(step === 'rejected')
  })

  it('29. a force-unclaim is refused to agents, to people and to keys that stand for no agent', async () => {
    const id = await http().ctl.storyAt('assigned')
    for (const as of ['implementer', 'otherAgent', 'user'] as const)
      expect(await refused(id, 'force-unclaim', as)).toMatchObject(forbidden('orchestrator'))
    expect(await refused(id, 'force-unclaim', 'unlinkedOrchestrator')).toMatchObject(unlinked(400))
  })
})
