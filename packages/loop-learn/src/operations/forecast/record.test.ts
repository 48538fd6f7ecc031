import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'

describeLearning('record_forecast', (learner) => {
  it('keeps what somebody expects, cleaned, and once for a key', async () => {
    const { call } = learner()
    const claim = 'The migration takes an hour <private>says Ann</private>'
    const { forecast } = await call('record_forecast', { claim, probability: 0.8, key: 'k', refs: [{ type: 'story', id: 's1' }] })
    expect(forecast).toEqual({
      id: expect.any(String),
      claim: 'The migration takes an hour',
      probability: 0.8,
      about: 'self',
      domain: 'general',
      refs: [{ type: 'story', id: 's1' }],
      recorded_at: '2026-01-05T12:00:00.000Z',
    })
    expect(await call('record_forecast', { claim: 'Other', probability: 0.1, key: 'k' })).toEqual({ forecast })
    expect((await call('record_forecast', { claim: 'Other', probability: 0.1 })).forecast.id).not.toBe(forecast.id)
  })

  it('leaves no trace of what is private', async () => {
    const { call, tables } = learner()
    const count = () => tables((db) => db.selectFrom('learn_forecasts').select('id').execute()).then((rows) => rows.length)
    const before = await count()
    expect(await call('record_forecast', { claim: '<private>I quit</private>', probability: 1 })).toEqual({
      forecast: null,
      reason: 'private',
    })
    expect(await count()).toBe(before)
  })

  it('refuses what is no probability', async () => {
    expect(await learner().refusal('record_forecast', { claim: 'x', probability: 80 })).toMatchObject({ kind: 'invalid_input' })
  })
})
