import { httpApp } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'
import { day } from '../words.ts'

describeLearning('resources', (learner) => {
  it('2. hold what the REST routes answer', async () => {
    const { call, observe } = learner()
    for (const days of [-3, -2, -1]) await observe('struggle', 'The promise never settles', { days, topic: 'async-errors' })
    const { session } = await observe('completion', 'It does now')
    const read = async (name: string, parameters = {}) => JSON.parse((await call(name, parameters)).text)
    expect(await read('learner_profile')).toEqual(await call('get_profile'))
    expect((await call('trajectory_picture')).text).toMatch(/^<svg[\s>]|^<\?xml/)
    const spots = await read('blind_spots')
    expect(spots).toEqual(await call('list_blind_spots'))
    expect(spots.blind_spots).toHaveLength(1)
    expect(await read('learn_session', { session_id: session.id })).toEqual(await call('get_session', { id: session.id }))
  })

  it('21. hold the latest review, and before the first one when there can be one', async () => {
    const { call, observe, pass, refusal } = learner()
    const latest = async () => JSON.parse((await call('weekly_review')).text)
    expect(await latest()).toEqual({ weekly_review: null, due_after: expect.stringMatching(/^2026-01-1[12]T/) })
    await observe('completion', 'The first page is written')
    pass(8 * day)
    await observe('question', 'What comes next?')
    const { weekly_review } = await call('loop_session_end')
    expect(weekly_review).toMatchObject({ due: true, week: '2026-W02' })
    expect((await latest()).weekly_review).toMatchObject({ id: weekly_review.review_id, week: '2026-W02' })
    const named = JSON.parse((await call('weekly_review_of', { week: '2026-W02' })).text)
    expect(named).toEqual(await call('get_weekly_review', { week: '2026-W02' }))
    expect(await refusal('weekly_review_of', { week: '2025-W40' })).toMatchObject({ code: 'week_not_found' })
    await observe('question', 'And then?')
    expect((await call('loop_session_end')).weekly_review).toEqual({ due: false })
    expect((await call('list_weekly_reviews')).weekly_reviews).toHaveLength(1)
  })

  it('show nothing of others', async () => {
    const mine = learner()
    const { session } = await mine.observe('struggle', 'Mine alone')
    const other = learner()
    expect(await other.refusal('learn_session', { session_id: session.id })).toMatchObject({ code: 'session_not_found' })
    expect(JSON.parse((await other.call('blind_spots')).text)).toEqual({ blind_spots: [] })
  })
})

describeLearning('the routes of the reference', (learner) => {
  it('3. 6. answer at their paths, and to nobody without a key where keys are asked for', async () => {
    const { application, call, observe } = learner()
    const { session } = await observe('struggle', 'One')
    const options = { name: 'loop-learn', version: '1', allowedHosts: [], allowedOrigins: [] } as const
    const open = httpApp(application, { ...options, auth: 'none' })
    const guarded = httpApp(application, { ...options, auth: 'token' })
    const paths = ['profile', 'sessions', 'insights/blind-spots', 'insights/weekly-reviews', 'insights/trajectory'].map(
      (path) => `/api/${path}`,
    )
    for (const path of paths) {
      expect((await open.request(path)).status, path).toBe(200)
      expect((await guarded.request(path)).status, path).toBe(401)
      const wrong = { headers: { authorization: `Bearer lc_${'x'.repeat(40)}` } }
      expect((await guarded.request(path, wrong)).status, path).toBe(401)
    }
    expect((await open.request(`/api/sessions/${session.id}`)).status).toBe(404)
    expect((await call('get_session', { id: session.id })).session.id).toBe(session.id)
    const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ threshold: 'generative' }) }
    expect((await open.request('/api/profile', put)).status).toBe(200)
    expect((await guarded.request('/api/profile', put)).status).toBe(401)
    expect((await guarded.request('/mcp', { method: 'POST' })).status).toBeGreaterThanOrEqual(400)
  })
})
