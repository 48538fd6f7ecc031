import { expect, it } from 'vitest'
import { agents, describeCtl } from '../fixtures/ctl.ts'
import { seed } from '../fixtures/seed.ts'
import { spend, toldOf, usage } from '../fixtures/token-reports.ts'

describeCtl('reports that race for the last of a budget', (ctl) => {
  const prepare = async (count: number, budget: object) => {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    const stories: string[] = []
    for (let index = 0; index < count; index++) stories.push(await ctl().storyAt('implementing', { epic_id }))
    const scope = { scope_type: 'project', scope_id: project_id }
    return { stories, id: (await ctl().call('create_token_budget', { ...scope, ...budget })).token_budget.id as string }
  }

  it(`67. together use no more than a blocking one allows (seed ${seed})`, async () => {
    const costs = Array.from({ length: 6 }, (_, index) => 1 + ((seed >> (index * 4)) % 8))
    const { stories, id } = await prepare(costs.length, { budget_millicents: 12, enforcement: 'block' })
    const attempts = stories.map((story_id, index) =>
      ctl()
        .call('report_story', { story_id, token_usage: { ...usage, cost_millicents: costs[index] } }, { as: agents.reviewer })
        .then(
          () => costs[index]!,
          ({ code }) => code as string,
        ),
    )
    const outcomes = await Promise.all(attempts)
    const passed = outcomes.filter((outcome) => typeof outcome === 'number').reduce((sum, cost) => sum + cost, 0)
    expect(passed).toBeLessThanOrEqual(12)
    const { token_budget } = await ctl().call('get_token_budget', { token_budget_id: id })
    expect(token_budget.current_spend_millicents).toBe(passed)
    for (const [index, outcome] of outcomes.entries()) {
      const { agent_status } = await ctl().look(stories[index]!)
      expect([outcome, agent_status]).toEqual(
        typeof outcome === 'number' ? [costs[index], 'reported_done'] : ['token_budget_exceeded', 'implementing'],
      )
      // Whoever was refused would not have fitted beside those who passed.
      if (outcome === 'token_budget_exceeded') expect(passed + costs[index]!).toBeGreaterThan(12)
    }
  })

  it('66. are told of once', async () => {
    const { stories, id } = await prepare(2, { budget_millicents: 10 })
    await Promise.all(Array.from({ length: 8 }, (_, index) => spend(ctl(), stories[index % 2]!, { cost_millicents: 3 })))
    expect(await toldOf(ctl(), id)).toEqual(['token.budget_warning', 'token.budget_exceeded'])
  })

  it('69. together correct no more than there is', async () => {
    const { stories } = await prepare(1, { budget_millicents: 10 })
    const token_usage_report_id = await spend(ctl(), stories[0]!, { input_tokens: 100 })
    const correct = () => ctl().call('correct_token_usage', { token_usage_report_id, input_tokens: -40 })
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, correct))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const { totals } = await ctl().call('get_story_token_usage', { story_id: stories[0] })
    expect(totals.total_input_tokens).toBe(20)
  })
})
