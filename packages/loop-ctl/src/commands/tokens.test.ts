import { expect, it } from 'vitest'
import { answerOf, typed } from '../fixtures/command-line.ts'
import { agents, describeCtl } from '../fixtures/ctl.ts'
import { spend } from '../fixtures/token-reports.ts'

describeCtl('the commands of what work takes', (ctl) => {
  /** A project with the story 1.1, for which two agents used something. */
  async function prepare(): Promise<string> {
    const project = await ctl().project()
    const story_id = await ctl().story({ epic_id: await ctl().epic(project), number: '1.1' })
    await spend(ctl(), story_id, { input_tokens: 150_000, output_tokens: 900, cost_millicents: 100_500 })
    ctl().pass(1_000)
    await spend(ctl(), story_id, { output_tokens: 1_200_000, cost_millicents: 20_000, phase: 'reviewing' }, agents.reviewer)
    return project
  }
  const said = async (...words: string[]) => (await typed(ctl(), [...words, '--format', 'human'])).stdout

  it('show what a story took, for programs and for people', async () => {
    const project = await prepare()
    await ctl().call('create_token_budget', { scope_type: 'project', scope_id: project, budget_millicents: 500_000 })
    const words = ['token-report', '--story', 'US-1.1', '--project', project]
    expect(await answerOf(ctl(), words)).toMatchObject({ totals: { total_cost_dollars: 1.21, report_count: 2 }, meta: { total_count: 2 } })
    expect(await said(...words)).toBe(
      [
        'Total: 150K in, 1.2M out, $1.21, 2 reports of $5.00',
        '  other: 150K in, 900 out, $1.01, 1 report',
        '  reviewing: 0 in, 1.2M out, $0.20, 1 report',
        'some-model reviewing: 0 in, 1.2M out, $0.20',
        'some-model other: 150K in, 900 out, $1.01',
        '',
      ].join('\n'),
    )
  })

  it('show what a project took, of everybody or of one agent', async () => {
    const project = await prepare()
    const totalsOf = async (...words: string[]) => (await answerOf(ctl(), ['token-usage', '--project', project, ...words])).totals
    expect(await totalsOf()).toMatchObject({ total_cost_millicents: 120_500, report_count: 2 })
    expect(await totalsOf('--agent', 'reviewer-local')).toMatchObject({ total_cost_millicents: 20_000, report_count: 1 })
    expect(await said('token-usage', '--project', project)).toMatch(/^Total: 150K in, 1\.2M out, \$1\.21, 2 reports\n/)
  })

  it('limit each story of a project, and change the limit where there is one', async () => {
    const project = await prepare()
    const set = async (...words: string[]) => (await answerOf(ctl(), ['budget', 'set', '--project', project, ...words])).token_budget
    const made = await set('--scope', 'per_story', '--limit', '200000')
    expect(made).toMatchObject({ scope_type: 'per_story', scope_id: project, token_limit: 200_000, enforcement: 'warn' })
    const changed = await set('--scope', 'per_story', '--limit', '300000', '--enforcement', 'block')
    expect(changed).toMatchObject({ id: made.id, token_limit: 300_000, enforcement: 'block' })
    for (const scope of ['per_agent', 'per_epic']) expect(await set('--scope', scope, '--limit', '9')).toMatchObject({ scope_type: scope })
    expect(await set('--scope', 'per_project', '--limit', '9')).toMatchObject({ scope_type: 'project', utilization_pct: 15_010_000 })
  })

  it('71. say how much of its budget a project has spent, in money and rounded half up', async () => {
    const project = await prepare()
    const cost = async () => (await said('status', '--project', project)).split('\n').at(-2)
    expect(await cost()).toBe('Cost: $1.21 (no budget)')
    await answerOf(ctl(), ['budget', 'set', '--project', project, '--scope', 'per_project', '--limit', '2702200'])
    expect(await cost()).toBe('Cost: $1.21 (49% of the token budget)')
    await ctl().call('set_token_budget', { scope_type: 'project', scope_id: project, budget_millicents: 200_500 })
    expect(await cost()).toBe('Cost: $1.21 / $2.01 budget (60%)')
  })

  it('exit with 2 where they are not understood, and with 1 where the server refuses', async () => {
    const project = await prepare()
    const codeOf = async (...words: string[]) => (await typed(ctl(), [...words, '--project', project])).exitCode
    expect(await codeOf('token-report')).toBe(2)
    expect(await codeOf('budget', 'set', '--limit', '1')).toBe(2)
    expect(await codeOf('budget', 'set', '--scope', 'per_world', '--limit', '1')).toBe(2)
    expect(await codeOf('budget', 'set', '--scope', 'per_story', '--limit', 'much')).toBe(2)
    expect(await codeOf('token-report', '--story', '9.9')).toBe(1)
    expect(await codeOf('budget', 'set', '--scope', 'per_story', '--limit', '1', '--enforcement', 'beg')).toBe(2)
  })
})
