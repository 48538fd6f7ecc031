import { expect, it } from 'vitest'
import { describeLearning } from '../fixtures/learning.ts'

describeLearning('get_calibration', (learner) => {
  it('51. scores ten forecasts at 0.9 with five true, as a whole and by whom, model and domain', async () => {
    const { call } = learner()
    const empty = await call('get_calibration')
    expect(empty).toMatchObject({ calibration: { n: 0, too_few: true, brier: null }, by: { about: [], model: [], domain: [] } })
    for (const [index, outcome] of ['true', 'false', 'true', 'false', 'true', 'false', 'true', 'false', 'true', 'false'].entries()) {
      const model = index < 4 ? 'small' : undefined
      const { forecast } = await call('record_forecast', { claim: `Done ${index}`, probability: 0.9, domain: 'coding', model })
      await call('settle_forecast', { forecast_id: forecast.id, outcome })
    }
    const { calibration, by } = await call('get_calibration')
    expect(calibration).toMatchObject({ n: 10, too_few: false, brier: 0.41, gap: 0.4 })
    expect(by).toEqual({
      about: [{ name: 'self', n: 10, too_few: false, brier: 0.41, gap: 0.4 }],
      model: [{ name: 'small', n: 4, too_few: true, brier: 0.41, gap: 0.4 }],
      domain: [{ name: 'coding', n: 10, too_few: false, brier: 0.41, gap: 0.4 }],
    })
    expect((await call('get_calibration', { model: 'small' })).calibration.n).toBe(4)
  })
})
