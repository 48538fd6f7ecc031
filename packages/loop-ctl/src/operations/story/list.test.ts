import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_stories', (ctl) => {
  it('shows at most 20 compact rows in the order of their numbers, and how many there are', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    for (let count = 22; count > 0; count--) await ctl().story({ epic_id, number: `1.${count}`, description: 'long' })
    const { data, meta } = await ctl().call('list_stories', { project_id })
    expect(data.map(({ number }: { number: string }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => `1.${index + 1}`))
    expect(Object.keys(data[0]).sort()).toEqual(
      ['agent_status', 'assigned_agent_id', 'epic_id', 'id', 'number', 'review_requested_at', 'title', 'verified_status'].sort(),
    )
    expect(meta).toEqual({ total_count: 22, limit: 20, offset: 0 })
    expect((await ctl().call('list_stories', { project_id, offset: 21, limit: 5 })).data).toMatchObject([{ number: '1.22' }])
    expect((await ctl().refusal('list_stories', { project_id, limit: 21 })).kind).toBe('invalid_input')
  })

  it('shows what waits for a review (D25)', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    const [handedOver] = [await ctl().storyAt('implementing', { epic_id }), await ctl().storyAt('implementing', { epic_id })]
    await ctl().call('request_review', { story_id: handedOver }, { as: agents.implementer })
    const { data } = await ctl().call('list_stories', { project_id, review_requested: true })
    expect(data).toMatchObject([{ id: handedOver }])
    expect(data[0].review_requested_at).not.toBeNull()
  })

  it('says so where the project or a status is none, since a model would take an empty list for an answer', async () => {
    expect((await ctl().refusal('list_stories', { project_id: 'unknown' })).code).toBe('project_not_found')
    const refusal = await ctl().refusal('list_stories', { project_id: await ctl().project(), agent_status: 'done' })
    expect(refusal.toJSON().error.details).toHaveProperty('agent_status')
  })
})
