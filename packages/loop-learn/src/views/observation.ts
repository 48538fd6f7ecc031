import { z } from 'zod'
import type { ObservationRow } from '../storage/tables.ts'
import { kinds, sources, verdicts } from '../words.ts'
import { Refs, refsOf } from './refs.ts'

export const Observation = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  content: z.string(),
  domain: z.string(),
  topic: z.string().optional(),
  intensity: z.int(),
  outcome: z.enum(verdicts).optional(),
  about: z.string(),
  refs: Refs,
  source: z.enum(sources),
  observed_at: z.string(),
})

/** An observation with all that was said of it. */
export function viewObservation(row: ObservationRow): z.input<typeof Observation> {
  const { id, kind, content, domain, topic, intensity, outcome, about, source, observed_at } = row
  return {
    id,
    kind,
    content,
    domain,
    ...(topic !== null && { topic }),
    intensity,
    ...(outcome !== null && { outcome }),
    about,
    refs: refsOf(row),
    source,
    observed_at,
  }
}
