import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('DELETE /projects/:project_id', (http) => {
  it('archives: the rows stay, and a second time is no change', async () => {
    const story = await http().ctl.story()
    const { project_id } = (await http().ctl.call('get_story', { story_id: story })).story
    const remove = () => http().send(`DELETE /api/v1/projects/${project_id}`)
    expect(await remove()).toMatchObject({ status: 200, body: { project: { id: project_id, status: 'archived' } } })
    expect(await remove()).toMatchObject({ status: 200, body: { project: { status: 'archived' } } })
    const types = (await http().ctl.eventsOf(project_id)).map(({ type }) => type)
    expect(types).toEqual(['project.created', 'project.archived'])
    expect((await http().ctl.call('get_story', { story_id: story })).story.project_id).toBe(project_id)
  })

  it('is for people alone', async () => {
    const id = await http().ctl.project()
    const statusOf = async (as: 'orchestrator' | 'strangerUser') => (await http().send(`DELETE /api/v1/projects/${id}`, { as })).status
    expect([await statusOf('orchestrator'), await statusOf('strangerUser')]).toEqual([403, 404])
  })
})
