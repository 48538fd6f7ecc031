import { expect, it } from 'vitest'
import { bodyOf, judgingImplementer, person, shortly, superadmin, unlinkedOrchestrator } from '../../fixtures/actors.ts'
import { agents, describeCtl } from '../../fixtures/ctl.ts'

describeCtl('verify_story', (ctl) => {
  const given = { summary: 'all there', review_type: 'enhanced' }
  const verify = (story_id: string, input: object = given, as: unknown = agents.orchestrator) =>
    ctl().call('verify_story', { story_id, ...input }, { as: as as never })
  const refusal = (story_id: string, input: object = given, as: unknown = agents.orchestrator) =>
    ctl().refusal('verify_story', { story_id, ...input }, { as: as as never })
  const review = (story_id: string, more: object = {}, as: unknown = agents.reviewer) =>
    ctl().call('review_complete', { story_id, review_type: 'enhanced', ...more }, { as: as as never })
  const reject = (story_id: string) => ctl().call('reject_story', { story_id, reason: 'broken' }, { as: agents.orchestrator })

  it('answers with the verified story, at once (D4)', async () => {
    const id = await ctl().storyAt('reviewed')
    const before = await ctl().look(id)
    ctl().pass(1_000)
    const { story } = await verify(id, { ...given, findings: { looked_at: 3 } })
    const { verified_at, updated_at } = story
    expect(verified_at).toBe(updated_at)
    expect(await ctl().look(id)).toEqual({
      ...before,
      verified_status: 'verified',
      verified_at,
      updated_at,
      iteration_count: 1,
      latest_verification: {
        id: expect.any(String),
        story_id: id,
        orchestrator_agent_id: 'orchestrator-local',
        result: 'pass',
        ...given,
        findings: { looked_at: 3 },
        iteration: 1,
        inserted_at: verified_at,
      },
    })
  })

  it('tells story.verified with who verified and why', async () => {
    const id = await ctl().storyAt('reviewed')
    const { project_id, epic_id } = (await verify(id)).story
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({
      type: 'story.verified',
      scope: project_id,
      before: { verified_status: 'unverified' },
      after: { verified_status: 'verified' },
    })
    expect(event.details).toMatchObject({
      story_id: id,
      project_id,
      epic_id,
      orchestrator_agent_id: 'orchestrator-local',
      summary: 'all there',
    })
  })

  it.each([
    [{ review_type: 'x' }, 'summary'],
    [{ summary: 's' }, 'review_type'],
    [{ ...given, summary: ' ' }, 'summary'],
    [{ ...given, review_type: '' }, 'review_type'],
    [{ ...given, result: 'fail' }, 'result'],
    [{ ...given, result: 'great' }, 'result'],
    [{ ...given, findings: [] }, 'findings'],
  ])('with %j is refused, before anything else is looked at (D3)', async (input, field) => {
    const id = await ctl().story()
    for (const as of [agents.orchestrator, unlinkedOrchestrator]) {
      const body = bodyOf(await refusal(id, input, as))
      expect(body).toMatchObject({ status: 422, message: 'Validation failed', details: { [field]: [expect.any(String)] } })
    }
  })

  it('by the implementer is refused before the state is looked at (D2)', async () => {
    for (const step of ['assigned', 'reported_done', 'reviewed', 'verified'] as const) {
      const body = bodyOf(await refusal(await ctl().storyAt(step), given, judgingImplementer))
      expect(body).toMatchObject({ status: 409, message: 'Conflict', code: 'self_verify_blocked', attempted_action: 'verify' })
      expect(body.hints?.[0]).toContain('another agent')
    }
  })

  it.each(['pending', 'contracted', 'assigned', 'implementing'] as const)(
    'of a story that is %s is refused with what to wait for (D1)',
    async (step) => {
      const body = bodyOf(await refusal(await ctl().storyAt(step)))
      const state = { current_agent_status: step, current_verified_status: 'unverified', attempted_action: 'verify' }
      expect(body).toMatchObject({
        status: 409,
        message: 'Conflict',
        code: 'invalid_transition',
        current_state: step,
        ...state,
        context: state,
      })
      expect(body.hints?.[0]).toContain('reported_done')
    },
  )

  it('of a verified story is refused: there is nothing to do', async () => {
    const body = bodyOf(await refusal(await ctl().storyAt('verified')))
    expect(body).toMatchObject({ status: 409, code: 'already_verified', current_verified_status: 'verified' })
    expect(body.hints?.[0]).toContain('reject')
  })

  it('needs a review since the report (D3)', async () => {
    const id = await ctl().storyAt('reported_done')
    expect(shortly(await refusal(id))).toBe('422 not_reviewed')
    await review(id, { completed_at: '2020-01-01T00:00:00Z' })
    expect(bodyOf(await refusal(id))).toMatchObject({
      code: 'not_reviewed',
      hints: expect.arrayContaining([expect.stringContaining('review_complete')]),
    })
    await review(id)
    expect((await verify(id)).story.verified_status).toBe('verified')
  })

  it('does not take the review of an earlier round', async () => {
    const id = await ctl().storyAt('reviewed')
    await ctl().call('unclaim_story', { story_id: id }, { as: agents.implementer })
    await ctl().bring(id, 'reported_done')
    expect(shortly(await refusal(id))).toBe('422 not_reviewed')
  })

  it('after a rejection needs a new review, also where the rejection resets nothing (loophole 3)', async () => {
    const id = await ctl().storyAt('reviewed')
    await ctl().settings({ auto_reset_on_rejection: false })
    await reject(id)
    await ctl().settings({ auto_reset_on_rejection: true })
    expect(shortly(await refusal(id))).toBe('422 not_reviewed')
    ctl().pass(1_000)
    await review(id)
    expect((await verify(id)).story).toMatchObject({ verified_status: 'verified', rejected_at: null, rejection_reason: null })
  })

  it('may be done by the orchestrator who reported and reviewed: the reference accepts that (loophole 4)', async () => {
    const id = await ctl().storyAt('implementing')
    await ctl().call('report_story', { story_id: id }, { as: agents.orchestrator })
    await review(id, {}, agents.orchestrator)
    expect((await verify(id)).story.verified_status).toBe('verified')
  })

  it('with the result partial verifies, and keeps that it was partial', async () => {
    const id = await ctl().storyAt('reviewed')
    expect((await verify(id, { ...given, result: 'partial' })).story.verified_status).toBe('verified')
    expect((await ctl().look(id)).latest_verification.result).toBe('partial')
  })

  it('counts the iterations of a story across rejections', async () => {
    const id = await ctl().storyAt('verified')
    await reject(id)
    await ctl().bring(id, 'verified')
    const rows = await ctl().tables((db) =>
      db.selectFrom('ctl_verifications').select(['iteration', 'result']).where('story_id', '=', id).orderBy('iteration').execute(),
    )
    expect(rows.map(({ iteration, result }) => `${iteration} ${result}`)).toEqual(['1 pass', '2 fail', '3 pass'])
  })

  it('is for the role orchestrator exactly', async () => {
    const id = await ctl().storyAt('reviewed')
    for (const as of [agents.implementer, person, superadmin]) expect(shortly(await refusal(id, given, as))).toBe('403 forbidden')
  })

  it('by a key that stands for no agent is 400 and says how to link it: no identity passes no gate (loophole 6)', async () => {
    const body = bodyOf(await refusal(await ctl().storyAt('reviewed'), given, unlinkedOrchestrator))
    expect(body).toMatchObject({ status: 400, code: 'key_without_agent' })
    expect(body.hints?.join()).toContain('/api/v1/api_keys')
  })

  it('completes the epic once, with its last story', async () => {
    const epic_id = await ctl().epic(await ctl().project(), { title: 'The whole' })
    const [first, second] = [await ctl().story({ epic_id }), await ctl().story({ epic_id })]
    await ctl().bring(first, 'verified')
    await ctl().bring(second, 'reviewed')
    expect(await completions(epic_id)).toEqual([])
    const { project_id } = (await verify(second)).story
    const told = { epic_id, epic_title: 'The whole', epic_number: expect.any(Number), project_id, story_count: 2 }
    expect(await completions(epic_id)).toMatchObject([{ scope: project_id, details: told }])
    await reject(first)
    await ctl().bring(first, 'verified')
    expect(await completions(epic_id)).toHaveLength(1)
  })

  const completions = async (epic: string) => (await ctl().eventsOf(epic)).filter(({ type }) => type === 'epic.completed')
})
