import { nearest, secret } from 'loop-core'
import { z } from 'zod'
import { slug } from '../clean/personal-text.ts'
import { thresholds } from '../words.ts'

const clock = z
  .string()
  .max(5)
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day from 00:00 to 23:59')

const timezone = z
  .string()
  .max(64)
  .superRefine((name, context) => {
    if (isZone(name)) return
    const near = nearest(name, Intl.supportedValuesOf('timeZone')).join(', ')
    const message = `must be a time zone of the IANA database, such as ${near}`
    context.addIssue({ code: 'custom', message, params: { code: 'unknown_timezone' } })
  })

/** Plain offsets know no summer time, so they are none. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

const excludedDomains = z
  .array(slug(40))
  .max(50)
  .transform((domains) => [...new Set(domains)].filter((domain) => domain !== ''))

const apiKey = z
  .string()
  .min(20)
  .max(300)
  .regex(/^[\x21-\x7e]+$/, 'must be a key of visible ASCII characters')

/** What a person may set about themselves: what is left out stays, and null goes back to the default. */
export const Settings = z
  .object({
    threshold: z.enum(thresholds).nullable().describe('Where you stand; null: found out from your notes'),
    timezone: timezone.nullable().describe('Such as Europe/Berlin'),
    quiet_start: clock.nullable().describe('No nudge from here'),
    quiet_end: clock.nullable().describe('to here; both equal: no quiet hours'),
    nudges_per_day: z.int().min(0).max(5).nullable().describe('0 is off; null: by the mode'),
    retention_days: z.int().min(30).max(3650).nullable().describe('What is older is deleted; null: nothing is'),
    analysis: z.enum(['auto', 'local']).nullable().describe('local: no model is ever asked'),
    excluded_domains: excludedDomains.nullable().describe('Never sent to a model'),
    anthropic_api_key: secret(apiKey.nullable()).describe('Your own key for the model; null removes it'),
  })
  .partial()
export type Settings = z.output<typeof Settings>
