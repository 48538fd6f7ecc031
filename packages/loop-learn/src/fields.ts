import { text, time } from 'loop-core'
import { z } from 'zod'
import { personalText, slug } from './clean/personal-text.ts'
import { type ForecastOutcome, forecastOutcomes, kinds, type ObservationKind } from './words.ts'

/** One of the five kinds, in any case, singular or plural. */
export const kind = z
  .string()
  .max(40)
  .describe(`${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`)
  .transform((given, context): ObservationKind => {
    const singular = given.trim().toLowerCase().replace(/s$/, '')
    const found = kinds.find((kind) => kind === singular)
    if (found) return found
    context.addIssue({ code: 'custom', message: `must be one of ${kinds.join(', ')}`, params: { code: 'unknown_kind' } })
    return z.NEVER
  })

export const domain = slug(40)
export const topic = slug(60)
export const intent = personalText(500)
export const summary = personalText(2_000)
/** Goes into events, so it is no free text. */
export const about = z
  .string()
  .max(200)
  .refine((given) => /^[\w.:@/-]+$/.test(given), { message: 'must be self or the id of an agent' })
  .describe('self, or an agent id')
export const id = z.string().max(60)
export const key = z.string().min(1).max(100).describe('Records once')
/** Any ISO 8601 time with its zone, made UTC. */
export const moment = time().transform((given, context) => {
  const parsed = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(given) ? Date.parse(given) : Number.NaN
  if (!Number.isNaN(parsed)) return new Date(parsed).toISOString()
  context.addIssue({ code: 'custom', message: 'must be a time such as 2026-11-22T09:30:00Z' })
  return z.NEVER
})
export const refs = z.array(z.object({ type: personalText(30), id: personalText(200) })).max(5)
export const question = personalText(500)
export const claim = personalText(300)
export const model = personalText(60)
/** Programs say true and false without quotes. */
export const forecastOutcome = z
  .union([z.enum(forecastOutcomes), z.boolean()], 'must be true, false or void')
  .transform((given) => String(given) as ForecastOutcome)
export const limit = (usual: number) => z.int().min(1).max(100).default(usual)
export const cursor = text(200, 1).optional().describe('next_cursor of the page before')
export const weeks = z.int().min(1).max(52).default(12).describe('How many, the present one among them')
export const week = text(10, 1).describe('Such as 2026-W05')
