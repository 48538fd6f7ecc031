import { expect, it } from 'vitest'
import { anomaly } from '../fixtures/anomalies.ts'
import { answerOf, typed } from '../fixtures/command-line.ts'
import { keepReports, spentProject } from '../fixtures/costs.ts'
import { describeCtl } from '../fixtures/ctl.ts'

describeCtl('the commands of costs', (ctl) => {
  const said = async (...words: string[]) => (await typed(ctl(), [...words, '--format', 'human'])).stdout

  it('show what a project has cost, in dollars and thousands of tokens', async () => {
    const { project_id, begun } = await spentProject(ctl())
    await keepReports(ctl(), [
      { story_id: begun, cost: 250_000, input: 1_200_000, output: 149_954, agent_id: 'reviewer-local', model: 'b' },
    ])
    const project = ['--project', project_id]
    expect(await said('cost-summary', ...project)).toBe(
      'Cost: $2.57\n  planning: $0.01\n  implementing: $0.05\n  reviewing: $0.01\n  other: $2.50\nTokens: 1.2M in, 150K out\nStories: 3, $0.86 each\nAgents: 2\n',
    )
    expect(await said('cost-summary', ...project, '--by-agent')).toBe(
      '1. implementer-local: $0.06, 2 stories, $0.03 each, 450 in, 45 out, mostly b\n' +
        '2. reviewer-local: $2.51, 1 story, $2.51 each, 1.2M in, 150K out, mostly b\n',
    )
    expect(await said('cost-summary', ...project, '--by-epic')).toBe(
      'First: $0.06, 1 of 2 stories verified\nSecond: $2.51, 0 of 1 stories verified\n',
    )
    expect((await answerOf(ctl(), ['cost-summary', ...project])).data).toMatchObject({ total_cost_millicents: 256_501 })
    expect((await typed(ctl(), ['cost-summary', ...project, '--by-epic', '--by-agent'])).exitCode).toBe(2)
  })

  it('say of a budget of tokens how much of it is used, since it has no amount', async () => {
    const story_id = await ctl().story({ title: 'Dear' })
    const { project_id } = await ctl().look(story_id)
    await anomaly(ctl(), story_id, {
      ...{ anomaly_type: 'budget_exceeded', story_cost_millicents: 495_000, reference_avg_millicents: 0, deviation_factor: 1.15 },
    })
    const line = 'budget_exceeded Dear: $4.95, budget of tokens, factor 1.15, implementer-local\n'
    expect(await said('anomalies', '--project', project_id)).toBe(line)
  })

  it.each(['anomalies', 'cost-anomalies'])('show by %s what stands out', async (name) => {
    const story_id = await ctl().story({ title: 'Dear' })
    const { project_id } = await ctl().look(story_id)
    expect(await said(name, '--project', project_id)).toBe('Nothing stands out.\n')
    await anomaly(ctl(), story_id, { story_cost_millicents: 850_000, reference_avg_millicents: 200_000 })
    await anomaly(ctl(), story_id, { resolved: 1, inserted_at: '2026-01-01T00:00:00.000Z' })
    const line = 'high_cost Dear: $8.50, others $2.00, factor 4.25, implementer-local\n'
    expect(await said(name, '--project', project_id)).toBe(line)
    expect(await said(name, '--project', project_id, '--include-resolved')).toBe(
      `${line}high_cost Dear: $0.09, others $0.02, factor 4.25, implementer-local (resolved)\n`,
    )
  })
})
