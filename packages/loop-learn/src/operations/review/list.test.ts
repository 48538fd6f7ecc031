import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { day } from '../../words.ts'

describeLearning('list_weekly_reviews', (learner) => {
  it('21. has what the end of a session after a completed week wrote, once', async () => {
    const { call, observe, pass, events } = learner(inUtc)
    expect(await call('list_weekly_reviews')).toEqual({ weekly_reviews: [] })
    await observe('completion', 'The login works')
    expect((await call('loop_session_end')).weekly_review).toEqual({ due: false })
    pass(7 * day)
    expect((await call('loop_session_start')).context.review_due).toBe(true)
    const { weekly_review } = await call('loop_session_end')
    const headline = '1 session, 0 hours, 1 completion, 0 struggles.'
    expect(weekly_review).toEqual({ due: true, week: '2026-W02', review_id: expect.any(String), headline })
    expect(await call('list_weekly_reviews')).toEqual({
      weekly_reviews: [
        {
          id: weekly_review.review_id,
          week: '2026-W02',
          starts_at: '2026-01-05T00:00:00.000Z',
          ends_at: '2026-01-12T00:00:00.000Z',
          written_at: '2026-01-12T12:00:00.000Z',
          headline,
        },
      ],
    })
    expect((await call('loop_session_start')).context.review_due).toBe(false)
    expect((await call('loop_session_end')).weekly_review).toEqual({ due: false })
    const told = (await events()).filter(({ type }) => type === 'learning.reviewed')
    expect(told.map(({ after }) => after)).toEqual([{ review_id: weekly_review.review_id, week: '2026-W02' }])
  })

  it('makes up for four weeks and no more, and shows a page at a time', async () => {
    const { call, pass } = learner(inUtc)
    for (let week = 0; week < 5; week++) {
      await call('loop_session_start', { fresh: true })
      pass(7 * day)
    }
    expect((await call('loop_session_end')).weekly_review).toMatchObject({ due: true, week: '2026-W06' })
    const weeks = async (input = {}) => {
      const { weekly_reviews, next_cursor } = await call('list_weekly_reviews', input)
      return [weekly_reviews.map(({ week }: { week: string }) => week), next_cursor]
    }
    const [first, cursor] = await weeks({ limit: 3 })
    expect(first).toEqual(['2026-W06', '2026-W05', '2026-W04'])
    expect(await weeks({ limit: 3, cursor })).toEqual([['2026-W03'], undefined])
  })
})

const inUtc = { LOOP_HOSTED: '1' }
