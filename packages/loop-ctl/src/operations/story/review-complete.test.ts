import { expect, it } from 'vitest'
import { bodyOf, judgingImplementer, otherImplementer, person, shortly, superadmin, unlinkedOrchestrator } from '../../fixtures/actors.ts'
import { agents, describeCtl, unlinkedAgent } from '../../fixtures/ctl.ts'

describeCtl('review_complete', (ctl) => {
  const given = { review_type: 'enhanced' }
  const review = (story_id: string, input: object = given, as: unknown = agents.reviewer) =>
    ctl().call('review_complete', { story_id, ...input }, { as: as as never })
  const refusal = (story_id: string, input: object = given, as: unknown = agents.reviewer) =>
    ctl().refusal('review_complete', { story_id, ...input }, { as: as as never })

  it('answers with the whole record and leaves both statuses as they are', async () => {
    const id = await ctl().storyAt('reported_done')
    const before = await ctl().look(id)
    const { review_record } = await review(id, {
      ...given,
      findings_count: 3,
      fixes_count: 2,
      disproved_count: 1,
      summary: 'three small things',
    })
    const { inserted_at } = review_record
    expect(review_record).toEqual({
      id: expect.any(String),
      story_id: id,
      reviewer_agent_id: 'reviewer-local',
      review_type: 'enhanced',
      findings_count: 3,
      fixes_count: 2,
      disproved_count: 1,
      summary: 'three small things',
      completed_at: inserted_at,
      inserted_at,
      updated_at: inserted_at,
    })
    expect(await ctl().look(id)).toEqual({ ...before, updated_at: expect.any(String) })
  })

  it('tells who reviewed, how, and how much was found', async () => {
    const id = await ctl().storyAt('reported_done')
    const { project_id, epic_id } = await ctl().look(id)
    await review(id)
    const event = (await ctl().eventsOf(id)).at(-1)!
    expect(event).toMatchObject({ type: 'story.review_completed', scope: project_id })
    expect(event.details).toMatchObject({
      story_id: id,
      project_id,
      epic_id,
      reviewer_agent_id: 'reviewer-local',
      review_type: 'enhanced',
      findings_count: 0,
    })
  })

  it('may be done several times, by orchestrators, other agents and people', async () => {
    const id = await ctl().storyAt('reported_done')
    for (const as of [agents.reviewer, agents.orchestrator, otherImplementer]) await review(id, given, as)
    const records = await ctl().tables((db) =>
      db.selectFrom('ctl_reviews').select('reviewer_agent_id').where('story_id', '=', id).execute(),
    )
    expect(records.map(({ reviewer_agent_id }) => reviewer_agent_id).sort()).toEqual([
      'orchestrator-local',
      'other-implementer',
      'reviewer-local',
    ])
  })

  it('by a person without an agent is kept without one: the reference accepts that (loophole 2)', async () => {
    const { review_record } = await review(await ctl().storyAt('reported_done'), given, person)
    expect(review_record.reviewer_agent_id).toBe(null)
  })

  it('by the implementer is refused, whatever the role of the key (D2)', async () => {
    const id = await ctl().storyAt('reported_done')
    for (const as of [agents.implementer, judgingImplementer]) {
      const body = bodyOf(await refusal(id, given, as))
      const state = { current_agent_status: 'reported_done', current_verified_status: 'unverified', attempted_action: 'review-complete' }
      expect(body).toMatchObject({
        status: 409,
        message: 'Conflict',
        code: 'self_review_blocked',
        current_state: 'reported_done',
        ...state,
      })
      expect(body.context).toEqual(state)
      expect(body.hints?.[0]).toContain('another agent')
    }
  })

  it.each(['pending', 'contracted', 'assigned', 'implementing', 'rejected'] as const)(
    'of a story that is %s is refused as not reported',
    async (step) => {
      const id = await ctl().storyAt(step)
      for (const as of [agents.reviewer, agents.implementer]) {
        const body = bodyOf(await refusal(id, given, as))
        expect(body).toMatchObject({ status: 422, message: 'Validation failed', code: 'not_reported_done' })
        expect(body.hints?.[0]).toContain('report')
      }
    },
  )

  it('wants every finding fixed or disproved', async () => {
    const id = await ctl().storyAt('reported_done')
    const body = bodyOf(await refusal(id, { ...given, findings_count: 3, fixes_count: 1, disproved_count: 1 }))
    expect(body).toMatchObject({ status: 422, details: { fixes_count: [expect.stringContaining('findings_count')] } })
    await review(id, { ...given, findings_count: 2, fixes_count: 0, disproved_count: 2 })
  })

  it.each([{}, { review_type: ' ' }, { ...given, findings_count: -1 }, { ...given, completed_at: 'yesterday' }])(
    'with %j is refused',
    async (input) => {
      expect(shortly(await refusal(await ctl().storyAt('reported_done'), input))).toBe('422 invalid_input')
    },
  )

  it('may be dated back, while a date ahead counts as now', async () => {
    const id = await ctl().storyAt('reported_done')
    const back = (await review(id, { ...given, completed_at: '2020-01-01T01:00:00+01:00' })).review_record
    expect(back.completed_at).toBe('2020-01-01T00:00:00.000Z')
    const ahead = (await review(id, { ...given, completed_at: '2999-01-01T00:00:00Z' })).review_record
    expect(ahead.completed_at).toBe(ahead.inserted_at)
  })

  it('by a key that stands for no agent is refused, unless it is a person’s', async () => {
    const id = await ctl().storyAt('reported_done')
    for (const as of [unlinkedOrchestrator, unlinkedAgent]) expect(shortly(await refusal(id, given, as))).toBe('422 key_without_agent')
    expect(shortly(await refusal(id, given, superadmin))).toBe('403 forbidden')
  })
})
