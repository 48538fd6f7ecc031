import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'
import type { AgentStatus } from '../words.ts'
import { conflict, forbidden, invalid, notTheAssignee, storiesOver, unlinked, verdict } from './story.ts'

const artifact = { artifact_type: 'commit_diff', path: 'src/refund.ts', details: { lines: 20 } }
const token_usage = { input_tokens: 900, output_tokens: 100, model_name: 'a-model', cost_millicents: 250 }

describeHttp('from the start to the report', (http) => {
  const { post, look, standing, history, refused } = storiesOver(http)
  const artifacts = async (id: string) => (await http().send(`GET /api/v1/stories/${id}/artifacts`)).body.data

  it.each([
    { action: 'start', alias: 'start-work', step: 'assigned', allowed: 'implementer', wrong: 'otherAgent', tooEarly: 'pending' },
    { action: 'report', alias: 'report-done', step: 'implementing', allowed: 'otherAgent', wrong: 'implementer', tooEarly: 'assigned' },
  ] as const)('10. $alias does and refuses the same as $action', async ({ action, alias, step, allowed, wrong, tooEarly }) => {
    const outcomes = []
    for (const name of [action, alias]) {
      const [here, early] = [await http().ctl.storyAt(step), await http().ctl.storyAt(tooEarly)]
      const refusals = [await refused(here, name, wrong), await refused(early, name, allowed)]
      const { status, body } = await post(here, name, allowed)
      const { agent_status, assigned_agent_id, reported_by_agent_id } = body.story
      const { old_state, new_state, actor_label } = (await history(here)).at(-1)
      const event = { old_state, new_state, actor_label }
      const done = { status, agent_status, assigned_agent_id, reported_by_agent_id, event }
      outcomes.push([refusals.map((answer) => [answer.status, answer.body]), done])
    }
    const [named, aliased] = outcomes
    expect(aliased).toEqual(named)
    expect(named![1]).toMatchObject({ status: 200, agent_status: action === 'start' ? 'implementing' : 'reported_done' })
  })

  it('10. an agent key that never registered cannot claim', async () => {
    const id = await http().ctl.storyAt('contracted')
    const answer = await refused(id, 'claim', 'unlinkedAgent')
    expect(answer).toMatchObject(unlinked(422))
    expect(answer.body.error.hints.join()).toMatch(/register/i)
  })

  it('11. a request for review is kept and told, and leaves the story implementing', async () => {
    const id = await http().ctl.storyAt('implementing')
    const { project_id, epic_id } = await look(id)
    for (let time = 0; time < 2; time++) {
      http().ctl.pass(1_000)
      const requested = { agent_status: 'implementing', review_requested_at: expect.any(String) }
      expect(await post(id, 'request-review', 'implementer')).toMatchObject({ status: 200, body: { story: requested } })
    }
    expect(await standing(id)).toEqual(['implementing', 'unverified'])
    const { body } = await http().send(`GET /api/v1/changes?since=2000-01-01&project_id=${project_id}&action=review_requested`)
    const event = {
      entity_type: 'story',
      entity_id: id,
      project_id,
      metadata: { story_id: id, project_id, epic_id, agent_id: 'implementer-local' },
    }
    expect(body.data).toMatchObject([event, event])
  })

  it('11. only the agent to which a story is assigned requests its review', async () => {
    const id = await http().ctl.storyAt('implementing')
    expect(await refused(id, 'request-review', 'otherAgent')).toMatchObject(notTheAssignee)
  })

  it.each(['pending', 'contracted', 'assigned', 'reported_done'] satisfies AgentStatus[])(
    '11. no review is requested of a story that is %s',
    async (step) => {
      const id = await http().ctl.storyAt(step)
      const answer = await refused(id, 'request-review', 'implementer')
      expect(answer).toMatchObject(conflict('invalid_transition', 'request-review', [step, 'unverified']))
    },
  )

  it.each(['implementer', 'judgingImplementer'] as const)(
    '12. %s cannot report the own story: 409 self_report_blocked, and the story is unchanged',
    async (as) => {
      const id = await http().ctl.storyAt('implementing')
      const answer = await refused(id, 'report', as, { artifact, token_usage })
      expect(answer).toMatchObject(conflict('self_report_blocked', 'report', ['implementing', 'unverified']))
      expect(answer.body.error.hints.join()).toMatch(/request-review/)
      expect(await artifacts(id)).toEqual([])
    },
  )

  it('12. an own report in a wrong state is told of the state', async () => {
    const id = await http().ctl.storyAt('assigned')
    const answer = await refused(id, 'report', 'implementer')
    expect(answer).toMatchObject(conflict('invalid_transition', 'report', ['assigned', 'unverified']))
    expect(answer.body.error.hints.join()).toMatch(/start/)
  })

  it.each([
    ['otherAgent', 'agent', 'reviewer-local'],
    ['orchestrator', 'orchestrator', 'orchestrator-local'],
  ] as const)('13. a report by %s says who confirmed it, and keeps what was handed in', async (as, role, agent) => {
    const id = await http().ctl.storyAt('implementing')
    const answer = await post(id, 'report', as, { artifact, token_usage })
    expect(answer).toMatchObject({ status: 200, body: { story: { agent_status: 'reported_done', reported_by_agent_id: agent } } })
    const { reported_by_agent_id, assigned_agent_id, reported_done_at } = await look(id)
    expect({ reported_by_agent_id, assigned_agent_id }).toEqual({ reported_by_agent_id: agent, assigned_agent_id: 'implementer-local' })
    expect(reported_done_at).toEqual(expect.any(String))
    const { artifact_report_id, token_usage_report_id } = answer.body
    expect(await artifacts(id)).toMatchObject([
      { id: artifact_report_id, ...artifact, exists: true, reported_by: role, reporter_agent_id: agent },
    ])
    const rows = await history(id)
    expect(rows).toContainEqual(
      expect.objectContaining({ action: 'status_changed', new_state: { agent_status: 'reported_done', reported_by_agent_id: agent } }),
    )
    // Tokens count for whoever implements.
    const counted = {
      entity_id: token_usage_report_id,
      new_state: expect.objectContaining({ agent_id: 'implementer-local', input_tokens: 900 }),
    }
    expect(rows).toContainEqual(expect.objectContaining(counted))
  })

  it.each([
    ['an artifact without a type', { artifact: { path: 'a' } }, 'artifact.artifact_type'],
    ['an artifact without a path', { artifact: { artifact_type: 'file' } }, 'artifact.path'],
    ['an artifact with a blank path', { artifact: { ...artifact, path: ' ' } }, 'artifact.path'],
    ['token usage without a model', { token_usage: { ...token_usage, model_name: undefined } }, 'token_usage.model_name'],
    ['token usage below zero', { artifact, token_usage: { ...token_usage, input_tokens: -1 } }, 'token_usage.input_tokens'],
    ['token usage that is no number', { token_usage: { ...token_usage, cost_millicents: 'much' } }, 'token_usage.cost_millicents'],
  ])('14. a report with %s is refused, and the story is implementing still', async (_, body, field) => {
    const id = await http().ctl.storyAt('implementing')
    expect(await refused(id, 'report', 'otherAgent', body)).toMatchObject(invalid(field))
    expect(await standing(id)).toEqual(['implementing', 'unverified'])
    expect(await artifacts(id)).toEqual([])
  })

  it.each(['unlinkedAgent', 'unlinkedOrchestrator'] as const)('15. a report by the key %s is refused, since it is nobody', async (as) => {
    const id = await http().ctl.storyAt('implementing')
    expect(await refused(id, 'report', as)).toMatchObject(unlinked(422))
  })

  it.each([
    ['claim', 'contracted', ['orchestrator', 'user'], 'agent'],
    ['start', 'assigned', ['orchestrator', 'judgingImplementer', 'user'], 'agent'],
    ['request-review', 'implementing', ['orchestrator', 'judgingImplementer', 'user'], 'agent'],
    ['verify', 'reviewed', ['user', 'otherAgent', 'implementer'], 'orchestrator'],
    ['reject', 'reviewed', ['user', 'otherAgent', 'implementer'], 'orchestrator'],
  ] as const)('16. %s is refused to keys of other roles, which are told the right one', async (action, step, keys, role) => {
    const id = await http().ctl.storyAt(step)
    for (const as of keys satisfies readonly KeyName[])
      expect(await refused(id, action, as, { ...verdict, reason: 'broken' })).toMatchObject(forbidden(role))
    const right = role === 'agent' ? 'implementer' : 'orchestrator'
    expect(await post(id, action, right, { ...verdict, reason: 'broken' })).toMatchObject({ status: 200 })
  })
})
