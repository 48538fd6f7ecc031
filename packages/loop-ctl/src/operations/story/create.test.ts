import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

describeHttp('create_story', (http) => {
  const epic = async () => http().ctl.epic(await http().ctl.project())
  const post = (epicId: string, body: object, as: KeyName = 'orchestrator') =>
    http().send(`POST /api/v1/epics/${epicId}/stories`, { as, body })

  it('makes a pending story that nobody has verified, whatever was sent of its statuses', async () => {
    const epic_id = await epic()
    const given = { number: '2.1', title: 'Sign in', acceptance_criteria: [{ id: 'a', criterion: 'it works' }], estimated_hours: 1.5 }
    const { status, body } = await post(epic_id, { ...given, agent_status: 'reported_done', verified_status: 'verified' })
    expect(status).toBe(201)
    expect(body.story).toMatchObject({ ...given, epic_id, agent_status: 'pending', verified_status: 'unverified', assigned_agent_id: null })
    const { id, project_id } = body.story
    expect(await http().ctl.eventsOf(id)).toMatchObject([
      {
        type: 'story.created',
        scope: project_id,
        after: { number: '2.1', title: 'Sign in' },
        details: { story_id: id, project_id, epic_id },
      },
    ])
  })

  it('is found by project and number of the epic as well', async () => {
    const project_id = await http().ctl.project()
    const epic_id = await http().ctl.epic(project_id, { number: 7 })
    const { story } = await http().ctl.call('create_story', { project_id, epic_number: 7, number: '7.1', title: 'Seven' })
    expect(story).toMatchObject({ epic_id, project_id })
    const refusal = await http().ctl.refusal('create_story', { number: '7.2', title: 'Nowhere' })
    expect(refusal.toJSON().error.details).toHaveProperty('epic_id')
  })

  it('refuses a number that the project has, in whichever epic', async () => {
    const project = await http().ctl.project()
    const [one, other] = [await http().ctl.epic(project), await http().ctl.epic(project)]
    await http().ctl.story({ epic_id: one, number: '1.1' })
    const { status, body } = await post(other, { number: '1.1', title: 'Twin' })
    expect([status, body.error.details]).toEqual([422, { number: ['has already been taken'] }])
  })

  it.each(['US-1.1', '1.', 'one', ''])('refuses the number %j', async (number) => {
    expect(await post(await epic(), { number, title: 'T' })).toMatchObject({
      status: 422,
      body: { error: { details: { number: [expect.any(String)] } } },
    })
  })

  it('leaves its epic with more to verify', async () => {
    const epic_id = await epic()
    await http().ctl.storyAt('verified', { epic_id })
    await post(epic_id, { number: '99.1', title: 'One more' })
    const { unverified_count } = await http().ctl.tables((db) =>
      db.selectFrom('ctl_epics').select('unverified_count').where('id', '=', epic_id).executeTakeFirstOrThrow(),
    )
    expect(Number(unverified_count)).toBe(1)
  })

  it('refuses agents, strangers and epics that are not there', async () => {
    const id = await epic()
    const body = { number: '1.1', title: 'T' }
    expect((await post(id, body, 'implementer')).status).toBe(403)
    expect((await post(id, body, 'strangerOrchestrator')).status).toBe(404)
    expect((await post('not-an-id', body)).status).toBe(404)
  })
})
