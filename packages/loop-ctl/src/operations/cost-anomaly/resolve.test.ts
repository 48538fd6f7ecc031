import { expect, it } from 'vitest'
import { anomaly } from '../../fixtures/anomalies.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('PATCH /cost-anomalies/:id', (http) => {
  const patch = (id: string, as: 'user' | 'orchestrator' | 'strangerUser' = 'user', body: object = { resolved: true }) =>
    http().send(`PATCH /api/v1/cost-anomalies/${id}`, { as, body })

  it('70. says that somebody has dealt with it, once', async () => {
    const { ctl } = http()
    const story_id = await ctl.story()
    const id = await anomaly(ctl, story_id)
    ctl.pass(1_000)
    const first = await patch(id)
    expect(first).toMatchObject({ status: 200, body: { cost_anomaly: { id, resolved: true, updated_at: expect.any(String) } } })
    ctl.pass(1_000)
    expect((await patch(id, 'user', {})).body).toEqual(first.body)
    const { project_id } = await ctl.look(story_id)
    expect((await http().send(`GET /api/v1/cost-anomalies?project_id=${project_id}`)).body.data).toEqual([])
    expect(await ctl.eventsOf(id)).toMatchObject([
      { type: 'cost_anomaly.resolved', scope: project_id, task: story_id, before: { resolved: false }, after: { resolved: true } },
    ])
  })

  it('is for people, and finds nothing of strangers', async () => {
    const id = await anomaly(http().ctl, await http().ctl.story())
    expect((await patch(id, 'orchestrator')).status).toBe(403)
    expect((await patch(id, 'strangerUser')).status).toBe(404)
    expect(await patch('none')).toMatchObject({ status: 404, body: { error: { code: 'cost_anomaly_not_found' } } })
    expect((await patch(id, 'user', { resolved: false })).status).toBe(422)
  })
})
