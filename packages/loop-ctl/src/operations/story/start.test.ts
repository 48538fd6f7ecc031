import { expect, it } from 'vitest'
import { bodyOf, otherImplementer, person, shortly, superadmin } from '../../fixtures/actors.ts'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'
import { startStory } from './start.ts'

describeCtl('start_story', (ctl) => {
  const start = (story_id: string, as = agents.implementer) => ctl().call('start_story', { story_id }, { as })
  const refusal = (story_id: string, as: unknown = agents.implementer) => ctl().refusal('start_story', { story_id }, { as: as as never })

  it('changes the status and nothing else, and tells it', async () => {
    const id = await ctl().storyAt('assigned')
    const before = await ctl().look(id)
    const { story } = await start(id)
    expect(await ctl().look(id)).toEqual({ ...before, agent_status: 'implementing', updated_at: story.updated_at })
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({
      type: 'story.status_changed',
      before: { agent_status: 'assigned' },
      after: { agent_status: 'implementing' },
    })
    expect(event.details).toEqual({
      story_id: id,
      project_id: story.project_id,
      epic_id: story.epic_id,
      old_status: 'assigned',
      new_status: 'implementing',
      agent_id: 'implementer-local',
    })
  })

  it('is also reached as start-work', () => {
    expect(startStory.rest).toEqual(['POST /api/v1/stories/:story_id/start', 'POST /api/v1/stories/:story_id/start-work'])
  })

  it.each([
    ['pending', 'must_contract_first', /story_title/],
    ['contracted', 'must_claim_first', /claim/i],
    ['implementing', 'invalid_transition', /implementing/],
    ['reported_done', 'invalid_transition', /reported_done/],
  ] as const)('of a story that is %s is refused as %s, whoever asks', async (step, code, hint) => {
    const id = await ctl().storyAt(step)
    for (const as of [agents.implementer, otherImplementer]) {
      const body = bodyOf(await refusal(id, as))
      expect(body).toMatchObject({ status: 409, message: 'Conflict', code, current_state: step, attempted_action: 'start' })
      expect(body.hints?.[0]).toMatch(hint)
    }
  })

  it('is for the assigned agent alone', async () => {
    const id = await ctl().storyAt('assigned')
    expect(shortly(await refusal(id, otherImplementer))).toBe('403 not_assigned_agent')
    expect((await ctl().look(id)).agent_status).toBe('assigned')
  })

  it('is for the role agent exactly', async () => {
    const id = await ctl().storyAt('assigned')
    for (const as of [agents.orchestrator, person, superadmin]) expect(shortly(await refusal(id, as))).toBe('403 forbidden')
  })

  it('a key without an agent is not the assignee of a story without one: null equals nobody (loopholes 6 and 7)', async () => {
    expect(shortly(await refusal(await ctl().storyAt('contracted'), unlinkedAgent))).toBe('422 key_without_agent')
    expect(shortly(await refusal(await ctl().storyAt('assigned'), unlinkedAgent))).toBe('422 key_without_agent')
  })
})
