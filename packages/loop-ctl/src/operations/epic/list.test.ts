import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /projects/:project_id/epics', (http) => {
  it('shows epics by position and number, with how far each is', async () => {
    const { ctl } = http()
    const project = await ctl.project()
    await ctl.epic(project, { number: 10, position: 1, phase: 'late' })
    const second = await ctl.epic(project, { number: 2, position: 1 })
    await ctl.epic(project, { number: 30, position: 0, phase: 'early' })
    for (const step of ['verified', 'pending', 'pending'] as const) await ctl.storyAt(step, { epic_id: second })
    const { status, body } = await http().send(`GET /api/v1/projects/${project}/epics`, { as: 'implementer' })
    expect(status).toBe(200)
    expect(body.data).toMatchObject([
      { number: 30, story_count: 0, completion_percentage: 0 },
      { number: 2, story_count: 3, completion_percentage: 33.3 },
      { number: 10, phase: 'late' },
    ])
    expect(body.meta).toEqual({ page: 1, page_size: 20, total_count: 3, total_pages: 1 })
    const early = await http().send(`GET /api/v1/projects/${project}/epics?phase=early`)
    expect(early.body).toMatchObject({ data: [{ number: 30 }], meta: { total_count: 1 } })
  })

  it('does not find a project of strangers', async () => {
    const id = await http().ctl.project()
    expect(await http().send(`GET /api/v1/projects/${id}/epics`, { as: 'strangerUser' })).toMatchObject({ status: 404 })
  })
})
