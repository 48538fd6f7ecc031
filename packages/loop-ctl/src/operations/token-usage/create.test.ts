import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'
import { usage } from '../../fixtures/token-reports.ts'

describeHttp('POST /token-usage', (http) => {
  const post = (body: object, as: 'implementer' | 'user' | 'unlinkedAgent' = 'implementer') =>
    http().send('POST /api/v1/token-usage', { as, body })

  it('65. keeps what work took, for the agent of the key, in dollars rounded half up', async () => {
    const story_id = await http().ctl.story()
    const { project_id } = await http().ctl.look(story_id)
    const given = { input_tokens: 1_000, output_tokens: 234, cost_millicents: 100_500, phase: 'planning', session_id: 's-1' }
    const { status, body } = await post({ story_id, agent_id: 'somebody-else', model: 'some-model', metadata: { turns: 3 }, ...given })
    expect(status).toBe(201)
    expect(body.token_usage_report).toEqual({
      ...given,
      id: expect.any(String),
      story_id,
      agent_id: agents.implementer.agent!.id,
      project_id,
      total_tokens: 1_234,
      model_name: 'some-model',
      cost_dollars: 1.01,
      skill_version_id: null,
      metadata: { turns: 3 },
      deleted_at: null,
      corrects_report_id: null,
      inserted_at: expect.any(String),
      updated_at: expect.any(String),
    })
    const [event] = await http().ctl.eventsOf(body.token_usage_report.id)
    expect(event).toMatchObject({ type: 'token_usage_report.created', scope: project_id, task: story_id, details: { story_id } })
  })

  it.each([
    ['a negative number', { input_tokens: -1 }, 'input_tokens'],
    ['no model', { model_name: undefined }, 'model_name'],
    ['an empty model', { model_name: ' ' }, 'model_name'],
    ['no cost', { cost_millicents: undefined }, 'cost_millicents'],
    ['no story', { story_id: undefined }, 'story_id'],
    ['facts that are too large', { metadata: { text: 'x'.repeat(65_536) } }, 'metadata'],
  ])('refuses %s', async (_, wrong, field) => {
    const { status, body } = await post({ story_id: 'any', ...usage, ...wrong })
    expect([status, Object.keys(body.error.details)]).toEqual([422, [field]])
  })

  it('refuses an unknown story, and a key that stands for no agent', async () => {
    const story_id = await http().ctl.story()
    expect((await post({ story_id: 'no such', ...usage })).status).toBe(404)
    for (const as of ['user', 'unlinkedAgent'] as const)
      expect(await post({ story_id, ...usage }, as)).toMatchObject({ status: 422, body: { error: { code: 'key_without_agent' } } })
  })
})
