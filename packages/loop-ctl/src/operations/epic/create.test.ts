import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('POST /projects/:project_id/epics', (http) => {
  it('makes an epic, and tells the log', async () => {
    const project = await http().ctl.project()
    const given = { number: 3, title: 'Accounts', phase: 'build', position: 2, metadata: { a: 1 } }
    const { status, body } = await http().send(`POST /api/v1/projects/${project}/epics`, { as: 'orchestrator', body: given })
    expect(status).toBe(201)
    expect(body.epic).toEqual({
      ...given,
      id: expect.any(String),
      project_id: project,
      description: null,
      completed_at: null,
      inserted_at: '2026-01-05T12:00:00.000Z',
      updated_at: '2026-01-05T12:00:00.000Z',
    })
    expect(await http().ctl.eventsOf(body.epic.id)).toMatchObject([
      { type: 'epic.created', scope: project, after: { number: 3, title: 'Accounts' } },
    ])
  })

  it('refuses a number that its project has, and takes it in another', async () => {
    const project = await http().ctl.project()
    await http().ctl.epic(project, { number: 1 })
    const refusal = await http().ctl.refusal('create_epic', { project_id: project, number: 1, title: 'Twin' })
    expect(refusal.toJSON().error).toMatchObject({ status: 422, details: { number: ['has already been taken'] } })
    await http().ctl.epic(await http().ctl.project(), { number: 1 })
  })

  it('refuses numbers below 1, blank titles, unknown projects, agents and strangers', async () => {
    const project = await http().ctl.project()
    const post = async (body: object, { as = 'user', id = project }: { as?: 'user' | 'implementer' | 'strangerUser'; id?: string } = {}) =>
      (await http().send(`POST /api/v1/projects/${id}/epics`, { as, body })).status
    const good = { number: 1, title: 'Epic' }
    expect(await post({ ...good, number: 0 })).toBe(422)
    expect(await post({ ...good, title: ' ' })).toBe(422)
    expect(await post(good, { id: 'unknown' })).toBe(404)
    expect(await post(good, { as: 'implementer' })).toBe(403)
    expect(await post(good, { as: 'strangerUser' })).toBe(404)
  })
})
