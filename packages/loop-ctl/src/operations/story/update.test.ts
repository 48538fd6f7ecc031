import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

describeHttp('PATCH /stories/:story_id', (http) => {
  it('changes what a story says; its number, epic and statuses are ignored', async () => {
    const { ctl } = http()
    const id = await ctl.story({ number: '77.1', title: 'Old', description: 'Secret', estimated_hours: 2 })
    const said = { title: 'New', description: null, acceptance_criteria: [{ criterion: 'new' }], estimated_hours: 3, metadata: { a: 1 } }
    const body = { ...said, number: '1.1', epic_id: 'other', agent_status: 'reported_done', verified_status: 'verified' }
    const answer = await http().send(`PATCH /api/v1/stories/${id}`, { as: 'orchestrator', body })
    expect(answer.status).toBe(200)
    expect(answer.body.story).toMatchObject({ ...said, number: '77.1', agent_status: 'pending', verified_status: 'unverified' })
    const event = (await ctl.eventsOf(id)).at(-1)
    expect(event).toMatchObject({
      type: 'story.updated',
      before: { title: 'Old', estimated_hours: 2 },
      after: { title: 'New', estimated_hours: 3 },
    })
    expect(event?.details).toMatchObject({
      story_id: id,
      changed_fields: ['title', 'description', 'estimated_hours', 'acceptance_criteria', 'metadata'],
    })
  })

  it('takes criteria away, and refuses blank titles', async () => {
    const id = await http().ctl.story({ acceptance_criteria: [{ criterion: 'gone' }] })
    const patch = (body: object) => http().send(`PATCH /api/v1/stories/${id}`, { body })
    expect(await patch({ acceptance_criteria: null })).toMatchObject({ status: 200, body: { story: { acceptance_criteria: null } } })
    expect(await patch({ title: '' })).toMatchObject({ status: 422, body: { error: { details: { title: ["can't be blank"] } } } })
  })

  it('refuses agents and strangers', async () => {
    const id = await http().ctl.story()
    const statusOf = async (as: KeyName) => (await http().send(`PATCH /api/v1/stories/${id}`, { as, body: { title: 'Mine' } })).status
    expect([await statusOf('implementer'), await statusOf('strangerUser')]).toEqual([403, 404])
  })
})
