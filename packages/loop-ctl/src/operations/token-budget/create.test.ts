import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { spend } from '../../fixtures/token-reports.ts'

describeHttp('POST /token-budgets', (http) => {
  const post = (body: object, as: 'orchestrator' | 'implementer' = 'orchestrator') =>
    http().send('POST /api/v1/token-budgets', { as, body })

  it('limits a project, and shows what of it is used', async () => {
    const { ctl } = http()
    const story_id = await ctl.story()
    const { project_id } = await ctl.look(story_id)
    await spend(ctl, story_id, { input_tokens: 10, cost_millicents: 33_300 })
    const { status, body } = await post({
      scope_type: 'project',
      scope_id: project_id,
      budget_millicents: 100_000,
      metadata: { by: 'plan' },
    })
    expect(status).toBe(201)
    expect(body.token_budget).toEqual({
      id: expect.any(String),
      scope_type: 'project',
      scope_id: project_id,
      budget_millicents: 100_000,
      budget_dollars: 1,
      budget_input_tokens: null,
      budget_output_tokens: null,
      token_limit: null,
      alert_threshold_pct: 80,
      enforcement: 'warn',
      current_spend_millicents: 33_300,
      current_spend_dollars: 0.33,
      remaining_millicents: 66_700,
      remaining_dollars: 0.67,
      utilization_pct: 33,
      metadata: { by: 'plan' },
      inserted_at: expect.any(String),
      updated_at: expect.any(String),
    })
    const [event] = await ctl.eventsOf(body.token_budget.id)
    expect(event).toMatchObject({
      type: 'token_budget.created',
      scope: project_id,
      after: { budget_millicents: 100_000, enforcement: 'warn' },
    })
    expect(JSON.stringify(event)).not.toContain('plan')
  })

  it('takes each scope as people call it', async () => {
    const { ctl } = http()
    const project_id = await ctl.project({ slug: 'limited' })
    const epic_id = await ctl.epic(project_id, { number: 7 })
    const story_id = await ctl.story({ epic_id, number: '7.1' })
    const made = async (scope_type: string, scope_id: string) => {
      const headers = { 'x-loopctl-project': 'limited' }
      const given = { scope_type, scope_id, budget_millicents: 1 }
      const { body } = await http().send('POST /api/v1/token-budgets', { body: given, headers })
      return body.token_budget.scope_id
    }
    expect(await made('project', 'limited')).toBe(project_id)
    expect(await made('per_story', 'limited')).toBe(project_id)
    expect(await made('epic', '7')).toBe(epic_id)
    expect(await made('story', 'US-7.1')).toBe(story_id)
    expect(await made('agent', agents.implementer.agent!.id)).toBe(agents.implementer.agent!.id)
  })

  it('refuses a second one of its scope, and says which one there is', async () => {
    const given = { scope_type: 'project', scope_id: await http().ctl.project(), budget_millicents: 1 }
    const { id: budget_id } = (await post(given)).body.token_budget
    const { status, body } = await post(given)
    expect([status, body.error]).toEqual([409, expect.objectContaining({ code: 'budget_exists', budget_id })])
    expect(body.error.hints[0]).toContain(`PATCH /api/v1/token-budgets/${budget_id}`)
  })

  it.each(['project', 'epic', 'story', 'agent', 'per_agent'])('refuses a %s that there is not', async (scope_type) => {
    expect((await post({ scope_type, scope_id: 'no such', budget_millicents: 1 })).status).toBe(404)
  })

  it.each([
    ['no limit', {}, 'budget_millicents'],
    ['nothing', { budget_millicents: 0 }, 'budget_millicents'],
    ['a threshold above all', { budget_millicents: 1, alert_threshold_pct: 101 }, 'alert_threshold_pct'],
    ['an unknown enforcement', { budget_millicents: 1, enforcement: 'beg' }, 'enforcement'],
  ])('refuses %s', async (_, wrong, field) => {
    const { status, body } = await post({ scope_type: 'project', scope_id: await http().ctl.project(), ...wrong })
    expect([status, Object.keys(body.error.details)]).toEqual([422, [field]])
  })

  it('refuses an unknown scope, and agents', async () => {
    expect((await post({ scope_type: 'world', scope_id: 'x', budget_millicents: 1 })).status).toBe(422)
    expect((await post({ scope_type: 'project', scope_id: 'x', budget_millicents: 1 }, 'implementer')).status).toBe(403)
  })
})
