import { z } from 'zod'
import type { ForecastRow } from '../storage/tables.ts'
import { forecastOutcomes } from '../words.ts'
import { Refs, refsOf } from './refs.ts'

export const Forecast = z.object({
  id: z.string(),
  claim: z.string(),
  probability: z.number(),
  about: z.string(),
  model: z.string().optional(),
  domain: z.string(),
  refs: Refs,
  due_at: z.string().optional(),
  recorded_at: z.string(),
  settled_at: z.string().optional(),
  outcome: z.enum(forecastOutcomes).optional(),
})

/** A forecast as callers see it. */
export function viewForecast(row: ForecastRow): z.input<typeof Forecast> {
  const { id, claim, probability, about, model, domain, due_at, recorded_at, settled_at, outcome } = row
  const optional = Object.entries({ model, due_at, settled_at, outcome }).filter(([, value]) => value !== null)
  return { id, claim, probability, about, domain, refs: refsOf(row), recorded_at, ...Object.fromEntries(optional) }
}
