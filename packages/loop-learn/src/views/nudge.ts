import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { quotesOf } from '../storage/evidence.ts'
import type { NudgeRow } from '../storage/nudge-tables.ts'
import { findSpot } from '../storage/spots.ts'
import { nudgeAnswers, styles, thresholds } from '../words.ts'

export const Nudge = z.object({
  id: z.string(),
  text: z.string(),
  style: z.enum(styles),
  mode: z.enum(thresholds),
  source: z.enum(['local', 'model', 'starter']),
  answer: z.enum(nudgeAnswers).optional(),
  blind_spot: z
    .object({
      id: z.string(),
      title: z.string(),
      support_count: z.int(),
      evidence: z.array(z.object({ observation_id: z.string(), quote: z.string() })),
    })
    .optional(),
})

const quoted = 160
const shown = 3

/** A nudge with what it rests on. */
export async function viewNudge(learning: Learning, nudge: NudgeRow): Promise<z.input<typeof Nudge>> {
  const { id, text, style, mode, source, answer, spot_id } = nudge
  const spot = spot_id === null ? undefined : await viewSpot(learning, spot_id)
  return { id, text, style, mode, source, ...(answer !== null && { answer }), ...(spot && { blind_spot: spot }) }
}

async function viewSpot({ db, learner }: Learning, spot: string): Promise<z.input<typeof Nudge>['blind_spot']> {
  const found = await findSpot(db, learner, spot)
  if (found === undefined) return undefined
  const quotes = await quotesOf(db, learner, [spot])
  const evidence = quotes.filter(({ sign }) => sign > 0).slice(0, shown)
  return {
    id: found.id,
    title: found.title,
    support_count: found.support_count,
    evidence: evidence.map(({ observation_id, content }) => ({ observation_id, quote: [...content].slice(0, quoted).join('') })),
  }
}
