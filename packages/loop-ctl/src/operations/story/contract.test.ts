import { expect, it } from 'vitest'
import { bodyOf, otherImplementer, person, shortly, superadmin, unlinkedOrchestrator } from '../../fixtures/actors.ts'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'

const two = [{ criterion: 'it works' }, { criterion: 'it is told' }]

describeCtl('contract_story', (ctl) => {
  const echo = { story_title: 'Log in', ac_count: 2 }
  const make = () => ctl().story({ title: 'Log in', acceptance_criteria: two })
  const contract = (story_id: string, input: object = echo, as = agents.implementer) =>
    ctl().call('contract_story', { story_id, ...input }, { as })
  const refusal = (story_id: string, input: object = echo, as = agents.implementer) =>
    ctl().refusal('contract_story', { story_id, ...input }, { as })

  it('changes the status and nothing else; nobody is assigned by it', async () => {
    const id = await make()
    const before = await ctl().look(id)
    ctl().pass(1_000)
    const { story } = await contract(id)
    const after = await ctl().look(id)
    expect(after).toEqual({ ...before, agent_status: 'contracted', updated_at: after.updated_at })
    expect(after.updated_at > before.updated_at).toBe(true)
    expect(story).toMatchObject({ id, agent_status: 'contracted', assigned_agent_id: null, reported_by_agent_id: null })
  })

  it('tells one event: from which status to which, by whom, within the project', async () => {
    const id = await make()
    const { project_id, epic_id } = (await contract(id)).story
    const [, event, ...more] = await ctl().eventsOf(id)
    expect(more).toEqual([])
    expect(event).toMatchObject({
      type: 'story.status_changed',
      scope: project_id,
      before: { agent_status: 'pending' },
      after: { agent_status: 'contracted' },
      actor: { id: 'implementer-local' },
    })
    expect(event!.details).toEqual({
      story_id: id,
      project_id,
      epic_id,
      old_status: 'pending',
      new_status: 'contracted',
      agent_id: 'implementer-local',
    })
  })

  it.each([['Log In'], [' Log in'], ['Log in '], ['']])('refuses the title %j, which is not the exact one', async (story_title) => {
    const id = await make()
    const body = bodyOf(await refusal(id, { ...echo, story_title }))
    expect(body).toMatchObject({
      status: 422,
      message: 'Validation failed',
      code: 'wrong_title',
      details: { story_title: [expect.any(String)] },
    })
    expect((await ctl().look(id)).agent_status).toBe('pending')
  })

  it('refuses a wrong number of criteria and says which was expected and which came', async () => {
    const id = await make()
    const body = bodyOf(await refusal(id, { ...echo, ac_count: 3 }))
    expect(body).toMatchObject({ status: 422, message: 'Validation failed', context: { expected_ac_count: 2, provided_ac_count: 3 } })
    expect((await ctl().look(id)).agent_status).toBe('pending')
  })

  it('counts a story without criteria as one with none', async () => {
    const id = await ctl().story({ title: 'Bare' })
    expect((await contract(id, { story_title: 'Bare', ac_count: 0 })).story.acceptance_criteria).toBe(null)
  })

  it('an orchestrator contracts as an agent does, by the echo', async () => {
    const id = await make()
    expect(shortly(await refusal(id, { ...echo, ac_count: 1 }, agents.orchestrator))).toBe('422 wrong_ac_count')
    expect((await contract(id, echo, agents.orchestrator)).story.agent_status).toBe('contracted')
  })

  it('refuses a story that is verified and was taken back: work on it begins with a rejection', async () => {
    const id = await ctl().storyAt('verified', { title: 'Log in', acceptance_criteria: two })
    await ctl().call('force_unclaim_story', { story_id: id }, { as: agents.orchestrator })
    const body = bodyOf(await refusal(id))
    expect(body).toMatchObject({
      status: 409,
      code: 'already_verified',
      current_state: 'pending',
      hints: [expect.stringContaining('reject')],
    })
    expect(await ctl().look(id)).toMatchObject({ agent_status: 'pending', verified_status: 'verified' })
    await ctl().call('reject_story', { story_id: id, reason: 'broke since' }, { as: agents.orchestrator })
    expect((await contract(id)).story.agent_status).toBe('contracted')
  })

  it('begins nothing in an archived project, where what is under way goes on', async () => {
    const { story } = await contract(await make())
    const other = await ctl().story({ title: 'Log in', acceptance_criteria: two, epic_id: story.epic_id })
    await ctl().call('delete_project', { project_id: story.project_id })
    expect(shortly(await refusal(other))).toBe('422 project_archived')
    expect(shortly(await ctl().refusal('claim_story', { story_id: story.id }, { as: agents.implementer }))).toBe('422 project_archived')
    expect((await ctl().look(story.id)).agent_status).toBe('contracted')
  })

  it('is for the roles agent and orchestrator exactly', async () => {
    const id = await make()
    expect(shortly(await refusal(id, echo, person))).toBe('403 forbidden')
    expect(shortly(await refusal(id, echo, superadmin))).toBe('403 forbidden')
  })

  it('a key that stands for no agent cannot contract (loophole 7)', async () => {
    const id = await make()
    expect(shortly(await refusal(id, echo, unlinkedAgent))).toBe('422 key_without_agent')
    expect(bodyOf(await refusal(id, echo, unlinkedOrchestrator)).hints?.[0]).toContain('/api/v1/agents/register')
    expect((await ctl().look(id)).agent_status).toBe('pending')
  })

  it('refuses a story that is not pending, and says who has it and what would bring it back (D1)', async () => {
    const id = await ctl().storyAt('assigned', { title: 'Log in', acceptance_criteria: two })
    const body = bodyOf(await refusal(id, echo, otherImplementer))
    const state = { current_agent_status: 'assigned', current_verified_status: 'unverified', attempted_action: 'contract' }
    expect(body).toEqual({
      status: 409,
      kind: 'conflict',
      code: 'invalid_transition',
      message: 'Conflict',
      hints: [expect.stringMatching(/assigned.*unclaim.*force-unclaim.*implementer-local/)],
      current_state: 'assigned',
      ...state,
      context: state,
    })
  })

  it('answers an unknown and a malformed id with 404', async () => {
    expect(shortly(await refusal('00000000-0000-4000-8000-999999999999'))).toBe('404 story_not_found')
    expect(shortly(await refusal('not an id'))).toBe('404 story_not_found')
  })
})
