import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /epics/:epic_id/progress', (http) => {
  it('counts the stories of the epic alone, by both statuses', async () => {
    const { ctl } = http()
    const project = await ctl.project()
    const id = await ctl.epic(project)
    await ctl.story({ epic_id: await ctl.epic(project) })
    for (const step of ['verified', 'contracted', 'contracted'] as const) await ctl.storyAt(step, { epic_id: id })
    const { status, body } = await http().send(`GET /api/v1/epics/${id}/progress`, { as: 'implementer' })
    expect(status).toBe(200)
    expect(body).toEqual({
      progress: {
        total_stories: 3,
        stories_by_agent_status: { pending: 0, contracted: 2, assigned: 0, implementing: 0, reported_done: 1 },
        stories_by_verified_status: { unverified: 2, verified: 1, rejected: 0 },
        verification_percentage: 33.3,
      },
    })
    expect(await http().send(`GET /api/v1/epics/${id}/progress`, { as: 'strangerUser' })).toMatchObject({ status: 404 })
  })
})
