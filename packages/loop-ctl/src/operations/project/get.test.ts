import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /projects/:project_id', (http) => {
  it('shows one project whole, with how many epics and stories it has', async () => {
    const id = await http().ctl.project({ name: 'Counted' })
    const epic_id = await http().ctl.epic(id)
    await http().ctl.epic(id)
    for (const _ of [1, 2, 3]) await http().ctl.story({ epic_id })
    const { status, body } = await http().send(`GET /api/v1/projects/${id}`, { as: 'implementer' })
    expect(status).toBe(200)
    expect(body.project).toMatchObject({ id, name: 'Counted', description: null, epic_count: 2, story_count: 3 })
  })

  it.each(['nothing-of-this-slug', '00000000-0000-4000-8000-999999999999', '%27'])('does not find %s', async (reference) => {
    const { status, body } = await http().send(`GET /api/v1/projects/${reference}`)
    expect(status).toBe(404)
    expect(body.error).toMatchObject({ status: 404, message: 'Not found', hints: [expect.stringContaining('list_projects')] })
  })

  it('does not find what belongs to strangers', async () => {
    const id = await http().ctl.project()
    expect(await http().send(`GET /api/v1/projects/${id}`, { as: 'strangerUser' })).toMatchObject({ status: 404 })
  })
})
