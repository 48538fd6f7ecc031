import { expect, it } from 'vitest'
import { bodyOf, otherImplementer, person, shortly, superadmin } from '../../fixtures/actors.ts'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'

describeCtl('request_review', (ctl) => {
  const request = (story_id: string, as = agents.implementer) => ctl().call('request_review', { story_id }, { as })
  const refusal = (story_id: string, as: unknown = agents.implementer) => ctl().refusal('request_review', { story_id }, { as: as as never })

  it('leaves the story implementing and keeps when the review was asked for (D25)', async () => {
    const id = await ctl().storyAt('implementing')
    const before = await ctl().look(id)
    ctl().pass(1_000)
    const { story } = await request(id)
    const { review_requested_at, updated_at } = story
    expect(review_requested_at).toBe(updated_at)
    expect(await ctl().look(id)).toEqual({ ...before, agent_status: 'implementing', review_requested_at, updated_at })
  })

  it('tells story.review_requested with the agent (D25)', async () => {
    const id = await ctl().storyAt('implementing')
    const { project_id, epic_id, review_requested_at } = (await request(id)).story
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({
      type: 'story.review_requested',
      scope: project_id,
      before: { review_requested_at: null },
      after: { review_requested_at },
    })
    expect(event.details).toMatchObject({ story_id: id, project_id, epic_id, agent_id: 'implementer-local' })
  })

  it('may be repeated, and each time is told', async () => {
    const id = await ctl().storyAt('implementing')
    const first = (await request(id)).story.review_requested_at
    ctl().pass(1_000)
    expect((await request(id)).story.review_requested_at > first).toBe(true)
    expect((await ctl().eventsOf(id)).filter(({ type }) => type === 'story.review_requested')).toHaveLength(2)
  })

  it.each(['pending', 'contracted', 'assigned', 'reported_done'] as const)(
    'of a story that is %s is refused, whoever asks',
    async (step) => {
      const id = await ctl().storyAt(step)
      for (const as of [agents.implementer, otherImplementer]) {
        const body = bodyOf(await refusal(id, as))
        expect(body).toMatchObject({ status: 409, code: 'invalid_transition', current_state: step, attempted_action: 'request-review' })
        expect(body.hints?.[0]).toContain(step)
      }
    },
  )

  it('is for the assigned agent alone', async () => {
    const id = await ctl().storyAt('implementing')
    expect(shortly(await refusal(id, otherImplementer))).toBe('403 not_assigned_agent')
    expect((await ctl().look(id)).review_requested_at).toBe(null)
  })

  it('is for the role agent exactly, and for keys that stand for an agent (loophole 7)', async () => {
    const id = await ctl().storyAt('implementing')
    for (const as of [agents.orchestrator, person, superadmin]) expect(shortly(await refusal(id, as))).toBe('403 forbidden')
    expect(shortly(await refusal(id, unlinkedAgent))).toBe('422 key_without_agent')
  })
})
