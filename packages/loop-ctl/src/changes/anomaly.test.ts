import { expect, it } from 'vitest'
import { keepReports } from '../fixtures/costs.ts'
import { agents, describeCtl } from '../fixtures/ctl.ts'
import { noteBudgetExceeded } from './anomaly.ts'

describeCtl('what stands out by its cost', (ctl) => {
  /** An epic whose other stories cost 1,000, 2,000 and 3,000, and a story that is under way. */
  async function epic() {
    const project_id = await ctl().project()
    const epic_id = await ctl().epic(project_id)
    for (const cost of [1_000, 2_000, 3_000]) await keepReports(ctl(), [{ story_id: await ctl().story({ epic_id }), cost }])
    return { project_id, epic_id, story_id: await ctl().storyAt('implementing', { epic_id, title: 'Dear' }) }
  }
  const report = (story_id: string, cost_millicents: number) => {
    const token_usage = { input_tokens: 1, output_tokens: 1, model_name: 'm', cost_millicents }
    return ctl().call('report_story', { story_id, token_usage }, { as: agents.reviewer })
  }
  const anomalies = async (project_id: string, more: object = {}) => (await ctl().call('page_cost_anomalies', { project_id, ...more })).data
  const told = async (project_id: string) => (await ctl().eventsIn(project_id)).filter(({ type }) => type.startsWith('cost_anomaly'))
  const again = async (story_id: string, project_id: string, cost: number) => {
    await ctl().tables((db) => db.updateTable('ctl_stories').set({ agent_status: 'implementing' }).where('id', '=', story_id).execute())
    ctl().pass(1_000)
    await report(story_id, cost)
    return anomalies(project_id)
  }

  it('70. is flagged when it is reported, and told with the words that webhooks get', async () => {
    const { project_id, story_id } = await epic()
    await report(story_id, 8_246)
    const [row, ...others] = await anomalies(project_id)
    expect(others).toEqual([])
    const figures = { anomaly_type: 'high_cost', story_cost_millicents: 8_246, reference_avg_millicents: 2_000, deviation_factor: 4.12 }
    const agent = { agent_id: 'implementer-local', agent_name: 'implementer-local' }
    expect(row).toEqual({
      ...{ id: row.id, story_id, story_title: 'Dear', project_id, ...agent, ...figures },
      ...{ resolved: false, archived: false, metadata: {}, inserted_at: row.inserted_at, updated_at: row.inserted_at },
    })
    expect(await told(project_id)).toMatchObject([
      { type: 'cost_anomaly.detected', entity: row.id, scope: project_id, task: story_id, after: figures },
    ])
    expect((await told(project_id))[0]!.details).toEqual({
      ...{ anomaly_id: row.id, story_id, story_title: 'Dear', project_id, ...agent },
      ...figures,
    })
  })

  it('70. has one row for each kind of a story, which follows the cost without being told again', async () => {
    const { project_id, story_id } = await epic()
    await report(story_id, 8_000)
    const [first] = await anomalies(project_id)
    expect(await again(story_id, project_id, 2_000)).toMatchObject([
      { id: first.id, story_cost_millicents: 10_000, deviation_factor: 5, inserted_at: first.inserted_at },
    ])
    expect(await told(project_id)).toHaveLength(1)
  })

  it('70. that somebody dealt with comes back when it costs more, and not before', async () => {
    const { project_id, story_id } = await epic()
    await report(story_id, 8_000)
    const [first] = await anomalies(project_id)
    await ctl().call('resolve_cost_anomaly', { anomaly_id: first.id })
    expect(await again(story_id, project_id, 0)).toEqual([])
    expect(await again(story_id, project_id, 1)).toMatchObject([{ story_cost_millicents: 8_001 }])
    expect((await told(project_id)).map(({ type }) => type)).toEqual([
      'cost_anomaly.detected',
      'cost_anomaly.resolved',
      'cost_anomaly.detected',
    ])
  })

  it('needs nobody where it looked too cheap while it was under way', async () => {
    const { project_id, story_id } = await epic()
    await report(story_id, 100)
    expect(await anomalies(project_id)).toMatchObject([{ anomaly_type: 'suspiciously_low', deviation_factor: 0.05 }])
    expect(await again(story_id, project_id, 900)).toEqual([])
    expect(await anomalies(project_id, { resolved: true })).toMatchObject([{ anomaly_type: 'suspiciously_low', resolved: true }])
  })

  it('goes by the settings of whose work it is', async () => {
    const { project_id, story_id } = await epic()
    await ctl().settings({ cost_anomaly_multiplier: 5 })
    await report(story_id, 8_246)
    expect(await anomalies(project_id)).toEqual([])
    await ctl().settings({ cost_anomaly_multiplier: 3 })
  })

  it('is not what costs nothing', async () => {
    const { project_id, story_id } = await epic()
    await report(story_id, 0)
    expect(await anomalies(project_id)).toEqual([])
  })

  it('is a story by which a budget was exceeded, too', async () => {
    const { project_id, story_id } = await epic()
    await keepReports(ctl(), [{ story_id, cost: 2_000 }])
    const story = await ctl().look(story_id)
    const budget = {
      budget_id: 'b',
      scope_type: 'project',
      scope_id: project_id,
      budget_millicents: 6_000,
      current_spend_millicents: 8_000,
      utilization_pct: 133,
    }
    const events: unknown[] = []
    const note = () =>
      ctl().tables((db) =>
        noteBudgetExceeded(
          { db, emit: (event) => events.push(event), newId: () => `over-${story_id}`, now: () => new Date(0) },
          story,
          budget,
        ),
      )
    await note()
    await note()
    expect(await anomalies(project_id)).toMatchObject([
      {
        ...{ anomaly_type: 'budget_exceeded', story_id, story_cost_millicents: 2_000, reference_avg_millicents: 6_000 },
        ...{ deviation_factor: 1.33, metadata: budget },
      },
    ])
    expect(events).toHaveLength(1)
  })
})
