import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /projects/:project_id/progress', (http) => {
  it('counts stories by both statuses, epics that are done, and hours', async () => {
    const { ctl } = http()
    const id = await ctl.project()
    const done = await ctl.epic(id)
    const open = await ctl.epic(id)
    await ctl.epic(id)
    await ctl.storyAt('verified', { epic_id: done, estimated_hours: 0.1 })
    await ctl.storyAt('rejected', { epic_id: open, estimated_hours: 0.2 })
    await ctl.storyAt('implementing', { epic_id: open })
    const { status, body } = await http().send(`GET /api/v1/projects/${id}/progress`, { as: 'implementer' })
    expect(status).toBe(200)
    expect(body).toEqual({
      progress: {
        total_stories: 3,
        stories_by_agent_status: { pending: 1, contracted: 0, assigned: 0, implementing: 1, reported_done: 1 },
        stories_by_verified_status: { unverified: 1, verified: 1, rejected: 1 },
        total_epics: 3,
        epics_completed: 1,
        verification_percentage: 33.3,
        estimated_hours_total: 0.3,
        estimated_hours_completed: 0.1,
      },
    })
  })

  it('is 0 of nothing, and works on archived projects', async () => {
    const id = await http().ctl.project()
    await http().ctl.call('delete_project', { project_id: id })
    const { progress } = await http().ctl.call('get_progress', { project_id: id })
    expect(progress).toMatchObject({ total_stories: 0, verification_percentage: 0, estimated_hours_total: 0, epics_completed: 0 })
  })

  it('71. adds what it cost only where that is asked for, and what may be spent (D14)', async () => {
    const { ctl } = http()
    const story_id = await ctl.storyAt('implementing')
    const token_usage = { input_tokens: 10, output_tokens: 5, model_name: 'm', cost_millicents: 123_500 }
    const { story } = await ctl.call('report_story', { story_id, token_usage }, { as: agents.reviewer })
    const address = `GET /api/v1/projects/${story.project_id}/progress` as const
    const cost = { total_cost_millicents: 123_500, total_cost_dollars: 1.24, budget_millicents: null, utilization_pct: null }
    expect((await http().send(`${address}?include_cost=true`)).body.progress).toMatchObject(cost)
    await ctl.call('set_token_budget', { scope_type: 'project', scope_id: story.project_id, budget_millicents: 200_000 })
    const limited = (await http().send(`${address}?include_cost=true`)).body.progress
    expect(limited).toMatchObject({ ...cost, budget_millicents: 200_000, utilization_pct: 61 })
    expect((await http().send(address)).body.progress).not.toHaveProperty('total_cost_millicents')
  })

  it('does not find what belongs to strangers', async () => {
    const id = await http().ctl.project()
    expect(await http().send(`GET /api/v1/projects/${id}/progress`, { as: 'strangerAgent' })).toMatchObject({ status: 404 })
  })
})
