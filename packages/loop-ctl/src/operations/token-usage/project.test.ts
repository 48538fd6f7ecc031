import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { spend } from '../../fixtures/token-reports.ts'

describeCtl('page_project_token_usage', (ctl) => {
  it('shows what the stories of a project took, of everybody or of one agent', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    const mine = await spend(ctl(), await ctl().story({ epic_id }), { cost_millicents: 100 })
    ctl().pass(1_000)
    const theirs = await spend(ctl(), await ctl().story({ epic_id }), { cost_millicents: 50 }, agents.reviewer)
    await spend(ctl(), await ctl().story(), { cost_millicents: 7 })
    const read = async (more = {}) => {
      const { data, totals, meta } = await ctl().call('page_project_token_usage', { project_id, ...more }, { as: agents.implementer })
      return [data.map(({ id }: { id: string }) => id), totals.total_cost_millicents, meta.total_count]
    }
    expect(await read()).toEqual([[theirs, mine], 150, 2])
    expect(await read({ agent_id: 'reviewer-local' })).toEqual([[theirs], 50, 1])
    expect(await read({ agent_id: 'nobody' })).toEqual([[], 0, 0])
  })
})
