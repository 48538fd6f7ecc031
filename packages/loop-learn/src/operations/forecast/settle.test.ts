import { expect, it } from 'vitest'
import { describeLearning } from '../../fixtures/learning.ts'
import { settleForecastsOn } from '../../forecasts/forecast.ts'

describeLearning('settle_forecast', (learner) => {
  it('says what became of it, how well they do, and the same again', async () => {
    const { call, refusal, events } = learner()
    const { forecast } = await call('record_forecast', { claim: 'It rains', probability: 0.9, domain: 'garden' })
    const settled = await call('settle_forecast', { forecast_id: forecast.id, outcome: false })
    expect(settled).toEqual({
      forecast: { ...forecast, outcome: 'false', settled_at: '2026-01-05T12:00:00.000Z' },
      calibration: { n: 1, brier: 0.81, gap: 0.9 },
    })
    expect(await call('settle_forecast', { forecast_id: forecast.id, outcome: 'false' })).toEqual(settled)
    const refused = await refusal('settle_forecast', { forecast_id: forecast.id, outcome: 'true' })
    expect(refused).toMatchObject({ kind: 'conflict', code: 'already_settled' })
    expect(refused.message).toContain('settled as false')
    const told = (await events()).filter(({ type }) => type === 'learning.forecast_settled')
    expect(told.map(({ after }) => after)).toEqual([{ forecast_id: forecast.id, outcome: 'false' }])
  })

  it('does not count a void one, and knows none of others', async () => {
    const { call } = learner()
    const { forecast } = await call('record_forecast', { claim: 'It rains', probability: 0.9 })
    expect(await learner().refusal('settle_forecast', { forecast_id: forecast.id, outcome: 'void' })).toMatchObject({
      kind: 'not_found',
      code: 'forecast_not_found',
    })
    expect((await call('settle_forecast', { forecast_id: forecast.id, outcome: 'void' })).calibration).toEqual({
      n: 0,
      brier: null,
      gap: null,
    })
  })

  it('settles all that waited for one thing, once', async () => {
    const { call, learning } = learner()
    const settleOn = (ref: string) => learning((own) => settleForecastsOn(own, { ref, outcome: 'true' })).then(({ length }) => length)
    const refs = [{ type: 'story', id: 'one' }]
    for (const probability of [0.7, 0.9]) await call('record_forecast', { claim: 'Done', probability, refs })
    await call('record_forecast', { claim: 'Done', probability: 0.2, refs: [{ type: 'story', id: 'two' }] })
    expect(await settleOn('story:one')).toBe(2)
    expect(await settleOn('story:one')).toBe(0)
    expect((await call('get_calibration')).calibration).toMatchObject({ n: 2, mean: 0.8, rate: 1 })
  })
})
