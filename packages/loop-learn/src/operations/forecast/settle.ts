import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { calibrationIn, settle } from '../../forecasts/forecast.ts'
import { openLearning } from '../../learning.ts'
import { everybody } from '../../roles.ts'
import { Forecast, viewForecast } from '../../views/forecast.ts'

export const settleForecast = operation({
  name: 'settle_forecast',
  title: 'Settle forecast',
  summary: 'Say what became of a forecast; void where it cannot be known any more.',
  kind: 'write',
  roles: everybody,
  rest: ['POST /api/forecasts/:forecast_id/settle'],
  command: 'forecast settle',
  input: z.object({ forecast_id: field.id, outcome: field.forecastOutcome }),
  output: z.object({
    forecast: Forecast,
    calibration: z.object({ n: z.int(), brier: z.number().nullable(), gap: z.number().nullable() }),
  }),
  advertised: z.object({ calibration: z.looseObject({}) }),
  async run({ forecast_id, outcome }, context) {
    const learning = await openLearning(context)
    const forecast = await settle(learning, { id: forecast_id, outcome })
    const { n, brier, gap } = await calibrationIn(learning, { about: forecast.about })
    return { forecast: viewForecast(forecast), calibration: { n, brier, gap } }
  },
})
