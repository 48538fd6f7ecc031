import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { addForecast } from '../../forecasts/forecast.ts'
import { openLearning } from '../../learning.ts'
import { everybody } from '../../roles.ts'
import { Forecast, viewForecast } from '../../views/forecast.ts'

export const recordForecast = operation({
  name: 'record_forecast',
  title: 'Record forecast',
  summary: 'Keep how sure somebody is that something will come true; settle_forecast when it is known.',
  kind: 'write',
  roles: everybody,
  rest: ['POST /api/forecasts'],
  command: 'forecast record',
  input: z.object({
    claim: field.claim,
    probability: z.number().min(0).max(1),
    domain: field.domain.optional(),
    about: field.about.optional(),
    model: field.model.optional(),
    due_at: field.moment.optional(),
    refs: field.refs.optional(),
    key: field.key.optional(),
  }),
  output: z.object({ forecast: Forecast.nullable(), reason: z.literal('private').optional() }),
  advertised: z.object({ forecast: z.looseObject({ id: z.string() }) }),
  async run(expected, context) {
    if (expected.claim === '') return { forecast: null, reason: 'private' as const }
    return { forecast: viewForecast(await addForecast(await openLearning(context), expected)) }
  },
})
