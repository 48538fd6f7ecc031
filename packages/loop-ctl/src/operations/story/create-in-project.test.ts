import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

describeHttp('POST /projects/:project_id/stories', (http) => {
  const post = (projectId: string, body: object, as: KeyName = 'orchestrator') =>
    http().send(`POST /api/v1/projects/${projectId}/stories`, { as, body })

  it('makes a story in the epic of this number of this project', async () => {
    const [project, other] = [await http().ctl.project(), await http().ctl.project()]
    const elsewhere = await http().ctl.epic(other, { number: 3 })
    const epic_id = await http().ctl.epic(project, { number: 3 })
    const { status, body } = await post(project, { epic_number: 3, number: '3.1', title: 'Here', epic_id: elsewhere })
    expect(status).toBe(201)
    expect(body.story).toMatchObject({ project_id: project, epic_id, number: '3.1' })
  })

  it('refuses an epic number that is missing or that the project does not have', async () => {
    const project = await http().ctl.project()
    const story = { number: '1.1', title: 'T' }
    expect(await post(project, story)).toMatchObject({ status: 422, body: { error: { details: { epic_number: ["can't be blank"] } } } })
    expect(await post(project, { ...story, epic_number: 9 })).toMatchObject({ status: 422, body: { error: { code: 'epic_not_found' } } })
    expect(await post('unknown', { ...story, epic_number: 9 })).toMatchObject({ status: 404 })
    expect(await post(project, { ...story, epic_number: 9 }, 'implementer')).toMatchObject({ status: 403 })
    expect(await post(project, { ...story, epic_number: 9 }, 'strangerUser')).toMatchObject({ status: 404 })
  })
})
