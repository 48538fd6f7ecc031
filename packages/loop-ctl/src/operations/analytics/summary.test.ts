import { expect, it } from 'vitest'
import { spentProject } from '../../fixtures/costs.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('get_cost_summary', (ctl) => {
  it('has the whole project, or its agents, epics or models', async () => {
    const { project_id } = await spentProject(ctl())
    const get = (breakdown?: string) => ctl().call('get_cost_summary', { project_id, breakdown }, { as: agents.orchestrator })
    expect(await get()).toMatchObject({ data: { total_cost_millicents: 6_501 } })
    const meta = { total_count: 2, limit: 20, offset: 0 }
    expect(await get('agent')).toMatchObject({ data: [{ efficiency_rank: 1 }, { efficiency_rank: 2 }], meta })
    expect(await get('epic')).toMatchObject({ data: [{ epic_name: 'First' }, { epic_name: 'Second' }], meta })
    expect(await get('model')).toMatchObject({ data: [{ model_name: 'b' }, { model_name: 'a' }], meta })
  })

  it('says where to find a project that it does not know', async () => {
    expect(await ctl().refusal('get_cost_summary', { project_id: 'none' })).toMatchObject({ code: 'project_not_found' })
  })
})
