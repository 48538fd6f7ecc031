import { expect, it } from 'vitest'
import { anomaly } from '../../fixtures/anomalies.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /cost-anomalies', (http) => {
  const get = (query: Record<string, string> = {}, as: 'orchestrator' | 'implementer' | 'strangerUser' = 'orchestrator') =>
    http().send(`GET /api/v1/cost-anomalies?${new URLSearchParams(query)}`, { as })
  const ids = async (query: Record<string, string>) => (await get(query)).body.data.map(({ id }: { id: string }) => id)

  it('has what nobody has dealt with, newest first, unless others are asked for', async () => {
    const { ctl } = http()
    const story_id = await ctl.story()
    const { project_id } = await ctl.look(story_id)
    const high = await anomaly(ctl, story_id, { inserted_at: '2026-01-01T00:00:00.000Z' })
    const low = await anomaly(ctl, story_id, { anomaly_type: 'suspiciously_low' })
    const resolved = await anomaly(ctl, story_id, { resolved: 1 })
    const archived = await anomaly(ctl, story_id, { anomaly_type: 'budget_exceeded', archived: 1 })
    expect(await ids({ project_id })).toEqual([low, high])
    expect(await ids({ project_id, anomaly_type: 'high_cost' })).toEqual([high])
    expect(await ids({ project_id, resolved: 'true' })).toEqual([resolved])
    expect((await ids({ project_id, include_resolved: 'true' })).toSorted()).toEqual([high, low, resolved].toSorted())
    expect((await ids({ project_id, include_archived: 'true' })).toSorted()).toEqual([high, low, archived].toSorted())
    expect((await http().send(`GET /api/v1/projects/${project_id}/cost-anomalies`)).body.meta.total_count).toBe(2)
    expect((await get({ project_id, page: '2', page_size: '1' })).body).toMatchObject({
      data: [{ id: high, story_title: expect.any(String), agent_name: 'implementer-local', resolved: false, deviation_factor: 4.25 }],
      meta: { page: 2, page_size: 1, total_count: 2, total_pages: 2 },
    })
  })

  it('says that there is no such project, in the path and in the query, rather than that nothing in it stands out', async () => {
    const { send } = http()
    for (const address of ['cost-anomalies?project_id=no-such', 'projects/no-such/cost-anomalies'] as const)
      expect(await send(`GET /api/v1/${address}`)).toMatchObject({ status: 404, body: { error: { code: 'project_not_found' } } })
  })

  it('is not for agents, and shows strangers nothing', async () => {
    await anomaly(http().ctl, await http().ctl.story())
    expect((await get({}, 'implementer')).status).toBe(403)
    expect((await get({}, 'strangerUser')).body.data).toEqual([])
  })
})
