import { expect, it } from 'vitest'
import { bodyOf, judgingImplementer, otherImplementer, person, shortly, superadmin, unlinkedOrchestrator } from '../../fixtures/actors.ts'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'
import { reportStory } from './report.ts'

describeCtl('report_story', (ctl) => {
  const report = (story_id: string, input: object = {}, as: unknown = agents.reviewer) =>
    ctl().call('report_story', { story_id, ...input }, { as: as as never })
  const refusal = (story_id: string, input: object = {}, as: unknown = agents.reviewer) =>
    ctl().refusal('report_story', { story_id, ...input }, { as: as as never })
  const artifact = { artifact_type: 'pull_request', path: 'pulls/7', exists: true, details: { lines: 12 } }
  const token_usage = { input_tokens: 100, output_tokens: 20, model_name: 'some-model', cost_millicents: 350 }

  it('keeps when it was reported and by whom, and leaves it assigned to who implemented it', async () => {
    const id = await ctl().storyAt('implementing')
    const before = await ctl().look(id)
    ctl().pass(1_000)
    const { story } = await report(id)
    const { reported_done_at, updated_at } = story
    expect(reported_done_at).toBe(updated_at)
    expect(await ctl().look(id)).toEqual({
      ...before,
      agent_status: 'reported_done',
      reported_by_agent_id: 'reviewer-local',
      reported_done_at,
      updated_at,
    })
  })

  it('tells one event with the agent that reported', async () => {
    const id = await ctl().storyAt('implementing')
    const { project_id, epic_id } = (await report(id)).story
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({
      type: 'story.status_changed',
      scope: project_id,
      before: { agent_status: 'implementing', reported_by_agent_id: null },
      after: { agent_status: 'reported_done', reported_by_agent_id: 'reviewer-local' },
    })
    const steps = { old_status: 'implementing', new_status: 'reported_done' }
    expect(event.details).toEqual({ story_id: id, project_id, epic_id, ...steps, agent_id: 'reviewer-local' })
  })

  it('is also reached as report-done', () => {
    expect(reportStory.rest).toEqual(['POST /api/v1/stories/:story_id/report', 'POST /api/v1/stories/:story_id/report-done'])
  })

  it('by the implementer is refused and changes nothing (D2)', async () => {
    const id = await ctl().storyAt('implementing')
    const before = await ctl().look(id)
    const body = bodyOf(await refusal(id, { artifact, token_usage }, agents.implementer))
    const state = { current_agent_status: 'implementing', current_verified_status: 'unverified', attempted_action: 'report' }
    expect(body).toMatchObject({ status: 409, message: 'Conflict', code: 'self_report_blocked', current_state: 'implementing', ...state })
    expect(body.context).toEqual(state)
    expect(body.hints?.[0]).toMatch(/request-review.*different agent.*report/)
    expect(await ctl().look(id)).toEqual(before)
  })

  it('by the implementer with an orchestrator key is refused just the same', async () => {
    expect(shortly(await refusal(await ctl().storyAt('implementing'), {}, judgingImplementer))).toBe('409 self_report_blocked')
  })

  it('is open to any other agent, of the same person too: the reference accepts that (loophole 1)', async () => {
    const id = await ctl().storyAt('implementing')
    expect((await report(id, {}, otherImplementer)).story.reported_by_agent_id).toBe('other-implementer')
  })

  it.each(['pending', 'contracted', 'assigned', 'reported_done'] as const)(
    'of a story that is %s is refused for its state, before anybody asks who reports',
    async (step) => {
      const id = await ctl().storyAt(step)
      for (const as of [agents.reviewer, agents.implementer]) {
        const body = bodyOf(await refusal(id, {}, as))
        expect(body).toMatchObject({ status: 409, code: 'invalid_transition', current_state: step, attempted_action: 'report' })
        expect(body.hints?.[0]).toMatch(step === 'reported_done' ? /review-complete/ : /start first/)
      }
    },
  )

  it('is for the roles agent and orchestrator exactly, and for keys that stand for an agent', async () => {
    const id = await ctl().storyAt('implementing')
    for (const as of [person, superadmin]) expect(shortly(await refusal(id, {}, as))).toBe('403 forbidden')
    for (const as of [unlinkedAgent, unlinkedOrchestrator]) expect(shortly(await refusal(id, {}, as))).toBe('422 key_without_agent')
  })

  it('hands in an artifact and the tokens of the implementer in one go, each with an event of its own', async () => {
    const id = await ctl().storyAt('implementing')
    const { story, artifact_report_id, token_usage_report_id } = await report(id, { artifact, token_usage })
    expect((await ctl().look(id)).artifacts).toMatchObject([
      { id: artifact_report_id, ...artifact, reported_by: 'orchestrator', reporter_agent_id: 'reviewer-local' },
    ])
    const usage = await ctl().tables((db) => db.selectFrom('ctl_token_usage').selectAll().where('story_id', '=', id).execute())
    expect(usage).toMatchObject([{ id: token_usage_report_id, agent_id: 'implementer-local', ...token_usage, phase: 'other' }])
    const [handedIn] = await ctl().eventsOf(artifact_report_id)
    expect(handedIn).toMatchObject({ type: 'artifact_report.created', scope: story.project_id })
    expect(handedIn!.details).toEqual({
      artifact_report_id,
      story_id: id,
      project_id: story.project_id,
      epic_id: story.epic_id,
      artifact_type: 'pull_request',
      path: 'pulls/7',
      reported_by: 'orchestrator',
    })
    const [counted] = await ctl().eventsOf(token_usage_report_id)
    expect(counted).toMatchObject({ type: 'token_usage_report.created', scope: story.project_id, details: { story_id: id } })
  })

  it('takes an artifact in its two parts as well', async () => {
    const id = await ctl().storyAt('implementing')
    await report(id, { artifact_type: 'file', artifact_path: 'src/a.ts' }, otherImplementer)
    expect((await ctl().look(id)).artifacts).toMatchObject([
      { artifact_type: 'file', path: 'src/a.ts', exists: true, reported_by: 'agent' },
    ])
  })

  it.each([
    [{ artifact: { path: 'a' } }, 'artifact.artifact_type'],
    [{ artifact: { artifact_type: ' ', path: 'a' } }, 'artifact.artifact_type'],
    [{ artifact_type: 'file' }, 'artifact_path'],
    [{ artifact_path: 'a' }, 'artifact_type'],
    [{ token_usage: { ...token_usage, input_tokens: -1 } }, 'token_usage.input_tokens'],
    [{ token_usage: { ...token_usage, phase: 'sleeping' } }, 'token_usage.phase'],
    [{ artifact, token_usage: {} }, 'token_usage.model_name'],
  ])('with %j is refused, and nothing changes', async (input, field) => {
    const id = await ctl().storyAt('implementing')
    const before = await ctl().look(id)
    const told = await ctl().eventsIn(before.project_id)
    const body = bodyOf(await refusal(id, input))
    expect(body).toMatchObject({ status: 422, message: 'Validation failed', details: { [field]: [expect.any(String)] } })
    expect(await ctl().look(id)).toEqual(before)
    expect(await ctl().eventsIn(before.project_id)).toEqual(told)
  })
})
