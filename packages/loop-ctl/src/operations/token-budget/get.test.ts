import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { spend } from '../../fixtures/token-reports.ts'

describeCtl('get_token_budget', (ctl) => {
  const make = async (scope_type: string, scope_id: string, more: object) =>
    (await ctl().call('create_token_budget', { scope_type, scope_id, ...more })).token_budget.id
  const look = async (token_budget_id: string) => (await ctl().call('get_token_budget', { token_budget_id })).token_budget
  const effectiveOf = async (id: string) => {
    const { effective_budget_millicents, budget_source } = await look(id)
    return [effective_budget_millicents, budget_source]
  }

  it('shows what of it is used, also beyond its end', async () => {
    const story_id = await ctl().story()
    const id = await make('story', story_id, { budget_millicents: 200 })
    await spend(ctl(), story_id, { cost_millicents: 301 })
    expect(await look(id)).toMatchObject({ current_spend_millicents: 301, remaining_millicents: 0, utilization_pct: 150 })
    expect(await effectiveOf(id)).toEqual([200, 'explicit'])
  })

  it('that limits tokens alone has the amount of the next one above it', async () => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    const ofStory = await make('story', await ctl().story({ epic_id }), { token_limit: 10 })
    expect(await effectiveOf(ofStory)).toEqual([null, null])
    await ctl().settings({ default_story_budget_millicents: 5 })
    expect(await effectiveOf(ofStory)).toEqual([5, 'tenant_default'])
    const ofProject = await make('project', project_id, { budget_millicents: 50 })
    expect(await effectiveOf(ofProject)).toEqual([50, 'explicit'])
    expect(await effectiveOf(ofStory)).toEqual([50, 'project_inherited'])
    const ofEpic = await make('epic', epic_id, { token_limit: 10 })
    expect(await effectiveOf(ofEpic)).toEqual([50, 'project_inherited'])
    await ctl().call('update_token_budget', { token_budget_id: ofEpic, budget_millicents: 40 })
    expect(await effectiveOf(ofStory)).toEqual([40, 'epic_inherited'])
    expect(await effectiveOf(await make('per_story', project_id, { budget_millicents: 30 }))).toEqual([30, 'explicit'])
    expect(await effectiveOf(ofStory)).toEqual([30, 'project_inherited'])
    await ctl().settings({ default_story_budget_millicents: null })
  })

  it('of an agent counts what it used in all projects; of each of several says nothing of any', async () => {
    for (let count = 0; count < 2; count++) await spend(ctl(), await ctl().story(), { cost_millicents: 3 }, agents.reviewer)
    expect(await look(await make('agent', 'reviewer-local', { budget_millicents: 100 }))).toMatchObject({ current_spend_millicents: 6 })
    expect(await look(await make('per_story', await ctl().project(), { token_limit: 100 }))).toMatchObject({
      ...{ current_spend_millicents: null, utilization_pct: null },
      ...{ effective_budget_millicents: null, budget_source: null },
    })
  })

  it('goes with what it limits', async () => {
    const story_id = await ctl().story()
    const token_budget_id = await make('story', story_id, { budget_millicents: 1 })
    await ctl().call('delete_story', { story_id })
    expect((await ctl().refusal('get_token_budget', { token_budget_id })).code).toBe('token_budget_not_found')
  })
})
