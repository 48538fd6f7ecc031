import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { day, hour } from '../words.ts'

describeLearning('review_week', (learner) => {
  it('writes what is due and shows the latest, or says when there can be one', async () => {
    const { call, refusal, pass } = learner({ LOOP_HOSTED: '1' })
    expect(await call('review_week')).toEqual({ weekly_review: null, due_after: '2026-01-12T00:00:00.000Z' })
    await call('loop_session_start')
    pass(7 * day)
    expect(await call('review_week')).toMatchObject({ weekly_review: { week: '2026-W02', sessions: { count: 1 } } })
    expect((await call('review_week', { week: '2026-W02' })).weekly_review.week).toBe('2026-W02')
    expect(await refusal('review_week', { week: '2026-W01' })).toMatchObject({ code: 'week_not_found' })
  })

  it('takes the weeks of the zone that somebody lives in by then', async () => {
    const { call, pass, learning } = learner()
    const move = (timezone: string) =>
      learning(({ db, learner: id }) => db.updateTable('learn_learners').set({ timezone }).where('id', '=', id).execute())
    await move('Pacific/Auckland')
    pass(6 * day + 2 * hour)
    // Monday, 03:00 in Auckland; Sunday afternoon in London.
    await call('loop_session_start')
    expect(await call('review_week')).toEqual({ weekly_review: null, due_after: '2026-01-18T11:00:00.000Z' })
    pass(day)
    await move('Europe/London')
    expect(await call('review_week')).toMatchObject({ weekly_review: { week: '2026-W02', starts_at: '2026-01-05T00:00:00.000Z' } })
  })
})
