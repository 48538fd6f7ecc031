import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('list_token_budgets', (ctl) => {
  it('shows them page by page, oldest first, and those of one scope', async () => {
    const made: string[] = []
    const project_id = await ctl().project()
    for (const scope_type of ['project', 'per_story', 'per_epic']) {
      ctl().pass(1_000)
      made.push((await ctl().call('create_token_budget', { scope_type, scope_id: project_id, budget_millicents: 1 })).token_budget.id)
    }
    const list = async (input: object) => {
      const { data, meta } = await ctl().call('list_token_budgets', input, { as: agents.implementer })
      return [data.map(({ id }: { id: string }) => id), meta.total_count]
    }
    expect(await list({ page: 2, page_size: 2 })).toEqual([made.slice(2), 3])
    expect(await list({ scope_type: 'per_story' })).toEqual([made.slice(1, 2), 1])
    expect(await list({ scope_id: project_id, scope_type: 'nothing' })).toEqual([made, 3])
    expect(await list({ scope_id: 'not an id' })).toEqual([[], 0])
  })
})
