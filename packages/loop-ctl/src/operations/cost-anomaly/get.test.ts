import { expect, it } from 'vitest'
import { anomaly } from '../../fixtures/anomalies.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('get_cost_anomalies', (ctl) => {
  it('has what nobody has dealt with, of one project or of all, in short', async () => {
    const [mine, other] = [await ctl().story(), await ctl().story()]
    const id = await anomaly(ctl(), mine)
    await anomaly(ctl(), mine, { resolved: 1 })
    await anomaly(ctl(), other)
    const get = (project_id?: string) => ctl().call('get_cost_anomalies', { project_id }, { as: agents.orchestrator })
    const { data, meta } = await get((await ctl().look(mine)).project_id)
    expect(data).toMatchObject([{ id, story_id: mine, deviation_factor: 4.25, agent_name: 'implementer-local' }])
    expect(data[0]).not.toHaveProperty('metadata')
    expect(meta).toEqual({ total_count: 1, limit: 20, offset: 0 })
    expect((await get()).meta.total_count).toBe(2)
  })
})
