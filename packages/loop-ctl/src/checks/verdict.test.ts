import { expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../fixtures/http.ts'
import { conflict, invalid, storiesOver, unlinked, verdict } from './story.ts'

const review = { review_type: 'enhanced' }

describeHttp('from the review to the verdict', (http) => {
  const { post, look, standing, history, told, verifications, refused } = storiesOver(http)
  const reviews = async (id: string) => (await http().send(`GET /api/v1/stories/${id}/reviews`)).body.data

  it.each(['pending', 'implementing'] as const)('17. a story that is %s cannot be reviewed yet', async (step) => {
    const id = await http().ctl.storyAt(step)
    expect(await refused(id, 'review-complete', 'reviewer', review)).toMatchObject({
      status: 422,
      body: { error: { code: 'not_reported_done' } },
    })
    expect(await reviews(id)).toEqual([])
  })

  it.each(['implementer', 'judgingImplementer'] as const)('17. %s cannot review the own story', async (as) => {
    const id = await http().ctl.storyAt('reported_done')
    const answer = await refused(id, 'review-complete', as, review)
    expect(answer).toMatchObject(conflict('self_review_blocked', 'review-complete', ['reported_done', 'unverified']))
    expect(await reviews(id)).toEqual([])
  })

  it('17. every finding of a review is fixed or disproved', async () => {
    const id = await http().ctl.storyAt('reported_done')
    const counts = { findings_count: 5, fixes_count: 3, disproved_count: 1 }
    expect(await refused(id, 'review-complete', 'reviewer', { ...review, ...counts })).toMatchObject(invalid('fixes_count'))
    expect(await refused(id, 'review-complete', 'reviewer', { ...review, findings_count: 1 })).toMatchObject(invalid('fixes_count'))
    const enough = { ...review, ...counts, disproved_count: 2 }
    const record = { ...enough, story_id: id, reviewer_agent_id: 'reviewer-local' }
    expect(await post(id, 'review-complete', 'reviewer', enough)).toMatchObject({ status: 201, body: { review_record: record } })
    expect(await reviews(id)).toMatchObject([record])
  })

  it('17. a person may complete a review, with a key that stands for no agent', async () => {
    const id = await http().ctl.storyAt('reported_done')
    const answer = await post(id, 'review-complete', 'user', review)
    expect(answer).toMatchObject({ status: 201, body: { review_record: { ...review, reviewer_agent_id: null } } })
    expect((await history(id)).at(-1)).toMatchObject({ action: 'review_completed', metadata: { story_id: id, review_type: 'enhanced' } })
    expect(await post(id, 'verify', 'orchestrator', verdict)).toMatchObject({ status: 200 })
  })

  it('17. a review has a type, and comes from somebody', async () => {
    const id = await http().ctl.storyAt('reported_done')
    expect(await refused(id, 'review-complete', 'reviewer', {})).toMatchObject(invalid('review_type'))
    for (const as of ['unlinkedAgent', 'unlinkedOrchestrator'] as const)
      expect(await refused(id, 'review-complete', as, review)).toMatchObject(unlinked(422))
  })

  it('18. a story that nobody has reviewed is not verified', async () => {
    const id = await http().ctl.storyAt('reported_done')
    expect(await refused(id, 'verify', 'orchestrator', verdict)).toMatchObject({ status: 422, body: { error: { code: 'not_reviewed' } } })
    expect(await standing(id)).toEqual(['reported_done', 'unverified'])
  })

  it('18. a review from before the report does not count', async () => {
    const id = await http().ctl.storyAt('reported_done')
    const { reported_done_at } = await look(id)
    const completed_at = new Date(Date.parse(reported_done_at) - 1).toISOString()
    const old = await post(id, 'review-complete', 'reviewer', { ...review, completed_at })
    expect(old).toMatchObject({ status: 201, body: { review_record: { completed_at } } })
    expect(await refused(id, 'verify', 'orchestrator', verdict)).toMatchObject({ status: 422, body: { error: { code: 'not_reviewed' } } })
    await post(id, 'review-complete', 'reviewer', review)
    expect(await post(id, 'verify', 'orchestrator', verdict)).toMatchObject({
      status: 200,
      body: { story: { verified_status: 'verified' } },
    })
  })

  it('18. a review of the work before a rejection does not count for the rework', async () => {
    const id = await http().ctl.storyAt('rejected')
    await http().ctl.bring(id, 'reported_done')
    expect(await refused(id, 'verify', 'orchestrator', verdict)).toMatchObject({ status: 422, body: { error: { code: 'not_reviewed' } } })
  })

  it.each(['summary', 'review_type'])('19. a verdict without a %s is refused', async (field) => {
    const id = await http().ctl.storyAt('reviewed')
    for (const value of [undefined, '', ' '])
      expect(await refused(id, 'verify', 'orchestrator', { ...verdict, [field]: value })).toMatchObject(invalid(field))
  })

  it.each(['fail', 'excellent'])('19. a verdict with the result %s is refused', async (result) => {
    const id = await http().ctl.storyAt('reviewed')
    expect(await refused(id, 'verify', 'orchestrator', { ...verdict, result })).toMatchObject(invalid('result'))
  })

  it.each([
    ['verify', 'reviewed'],
    ['verify', 'implementing'],
    ['reject', 'reviewed'],
  ] as const)('20. the agent that implements cannot %s, where its story is %s', async (action, step) => {
    const id = await http().ctl.storyAt(step)
    const state = step === 'reviewed' ? 'reported_done' : step
    const answer = await refused(id, action, 'judgingImplementer', { ...verdict, reason: 'broken' })
    expect(answer).toMatchObject(conflict('self_verify_blocked', action, [state, 'unverified']))
    expect(await verifications(id)).toEqual([])
  })

  it.each(['verify', 'reject'])(
    '21. an orchestrator key that stands for no agent cannot %s, and is told how to get one',
    async (action) => {
      const id = await http().ctl.storyAt('reviewed')
      const answer = await refused(id, action, 'unlinkedOrchestrator', { ...verdict, reason: 'broken' })
      expect(answer).toMatchObject(unlinked(400))
      expect(answer.body.error.hints.join()).toMatch(/api_keys.*agent_id/)
    },
  )

  it('22. a pending story is not verified, and the refusal says where it stands', async () => {
    const id = await http().ctl.story()
    const answer = await refused(id, 'verify', 'orchestrator', verdict)
    expect(answer).toMatchObject(conflict('invalid_transition', 'verify', ['pending', 'unverified']))
    expect(answer.body.error).toMatchObject({ current_state: 'pending', attempted_action: 'verify' })
    expect(answer.body.error.hints.join()).toMatch(/reported_done/)
  })

  it('23. of two that verify a story at once one does, and the other hears that it is done', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await http().ctl.storyAt('reviewed')
      const judges: KeyName[] = ['orchestrator', 'reviewer']
      const answers = await Promise.all(judges.map((as) => post(id, 'verify', as, { ...verdict, summary: as })))
      const [won, lost] = answers.toSorted((one, other) => one.status - other.status)
      expect(won).toMatchObject({ status: 200, body: { story: { verified_status: 'verified' } } })
      expect(lost).toMatchObject(conflict('already_verified', 'verify', ['reported_done', 'verified']))
      const summary = judges[answers.indexOf(won!)]
      expect(await verifications(id)).toMatchObject([{ summary, iteration: 1 }])
      expect((await told(id)).filter((action) => action === 'verified')).toHaveLength(1)
    }
  })

  it('24. a partial result verifies and is recorded as partial, and each verdict has the next number', async () => {
    const id = await http().ctl.storyAt('reviewed')
    const partial = { ...verdict, result: 'partial', findings: { open: ['texts'] } }
    expect(await post(id, 'verify', 'orchestrator', partial)).toMatchObject({
      status: 200,
      body: { story: { verified_status: 'verified' } },
    })
    await post(id, 'reject', 'orchestrator', { reason: 'texts' })
    await http().ctl.bring(id, 'reviewed')
    expect(await post(id, 'verify', 'orchestrator', verdict)).toMatchObject({
      status: 200,
      body: { story: { verified_status: 'verified', rejected_at: null, rejection_reason: null } },
    })
    expect(await verifications(id)).toMatchObject([
      { iteration: 3, result: 'pass', ...verdict },
      { iteration: 2, result: 'fail', summary: 'texts' },
      { iteration: 1, ...partial },
    ])
    expect(await look(id)).toMatchObject({ iteration_count: 3, latest_verification: { iteration: 3 } })
  })
})
