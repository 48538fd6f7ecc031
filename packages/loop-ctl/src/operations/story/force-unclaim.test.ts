import { expect, it } from 'vitest'
import { bodyOf, judgingImplementer, person, shortly, superadmin, unlinkedOrchestrator } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('force_unclaim_story', (ctl) => {
  const force = (story_id: string, as = agents.orchestrator) => ctl().call('force_unclaim_story', { story_id }, { as })
  const refusal = (story_id: string, as: unknown) => ctl().refusal('force_unclaim_story', { story_id }, { as: as as never })
  const unassigned = {
    agent_status: 'pending',
    assigned_agent_id: null,
    assigned_at: null,
    review_requested_at: null,
    reported_done_at: null,
    reported_by_agent_id: null,
  }

  it.each(['contracted', 'assigned', 'implementing', 'reported_done', 'verified', 'rejected'] as const)(
    'brings a story that is %s back to pending and keeps what was found out about it',
    async (step) => {
      const id = await ctl().storyAt(step)
      const before = await ctl().look(id)
      const { story } = await force(id)
      expect(await ctl().look(id)).toEqual({ ...before, ...unassigned, updated_at: story.updated_at })
    },
  )

  it('tells whom it was taken from and who took it', async () => {
    const id = await ctl().storyAt('implementing')
    const { project_id, epic_id } = (await force(id)).story
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({
      type: 'story.force_unclaimed',
      scope: project_id,
      before: { agent_status: 'implementing', assigned_agent_id: 'implementer-local' },
      after: { agent_status: 'pending', assigned_agent_id: null },
    })
    expect(event.details).toEqual({
      story_id: id,
      project_id,
      epic_id,
      old_status: 'implementing',
      new_status: 'pending',
      orchestrator_agent_id: 'orchestrator-local',
      previous_agent_id: 'implementer-local',
    })
  })

  it('of a pending story changes nothing, succeeds, and is told all the same', async () => {
    const id = await ctl().story()
    expect((await force(id)).story).toMatchObject({ agent_status: 'pending', assigned_agent_id: null })
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({ type: 'story.force_unclaimed', details: { old_status: 'pending', previous_agent_id: null } })
  })

  it('is open to an orchestrator who is the agent that has it', async () => {
    expect((await force(await ctl().storyAt('assigned'), judgingImplementer as never)).story.agent_status).toBe('pending')
  })

  it('is for the role orchestrator exactly', async () => {
    const id = await ctl().storyAt('assigned')
    for (const as of [agents.implementer, person, superadmin]) expect(shortly(await refusal(id, as))).toBe('403 forbidden')
  })

  it('needs a key that stands for an agent, else 400', async () => {
    const body = bodyOf(await refusal(await ctl().storyAt('assigned'), unlinkedOrchestrator))
    expect(body).toMatchObject({ status: 400, code: 'key_without_agent', message: 'This key must be linked to a registered agent' })
  })
})
