import { groupBy } from 'loop-core'
import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { type Quoted, quotesOf } from '../storage/evidence.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import { detectorNames, kinds, severities, spotStates } from '../words.ts'

export const BlindSpot = z.object({
  id: z.string(),
  detector: z.enum(detectorNames),
  about: z.string(),
  domain: z.string(),
  label: z.string(),
  state: z.enum(spotStates),
  title: z.string(),
  pattern: z.string(),
  support_count: z.int(),
  counter_count: z.int(),
  session_count: z.int(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  confidence: z.number(),
  severity: z.enum(severities),
  relapses: z.int(),
  resolved_at: z.string().optional(),
  evidence: z.array(
    z.object({
      observation_id: z.string(),
      /** Or speaks against. */
      supports: z.boolean(),
      kind: z.enum(kinds),
      quote: z.string(),
      observed_at: z.string(),
      session_id: z.string(),
    }),
  ),
})

export type BlindSpotView = z.input<typeof BlindSpot>

const longestQuote = 160

/** Blind spots as callers see them, each with what it rests on, the newest first. */
export async function viewSpots(
  { db, learner }: Pick<Learning, 'db' | 'learner'>,
  spots: readonly BlindSpotRow[],
): Promise<BlindSpotView[]> {
  const quotes = await quotesOf(
    db,
    learner,
    spots.map(({ id }) => id),
  )
  const bySpot = groupBy(quotes, ({ spot_id }) => spot_id)
  return spots.map(({ learner_id, theme, quiet_since, over_at, created_at, updated_at, resolved_at, ...spot }) => ({
    ...spot,
    ...(resolved_at !== null && { resolved_at }),
    evidence: (bySpot.get(spot.id) ?? []).map(viewQuote),
  }))
}

function viewQuote({ observation_id, sign, kind, content, observed_at, session_id }: Quoted): BlindSpotView['evidence'][number] {
  return { observation_id, supports: sign > 0, kind, quote: quoteOf(content), observed_at, session_id }
}

/** The beginning of a stored text, as it is shown beside our words. */
export function quoteOf(content: string): string {
  const letters = [...content]
  return letters.length <= longestQuote ? content : `${letters.slice(0, longestQuote - 1).join('')}…`
}
