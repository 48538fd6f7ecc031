import { z } from 'zod'
import { questionIds } from '../questions.ts'
import type { ReviewRow } from '../storage/tables.ts'
import { arcStates } from '../trajectory/arcs.ts'
import { thresholds } from '../words.ts'

const id = z.string().regex(/^[\w-]{1,60}$/)
const ids = z.array(id).max(50)
const count = z.int().min(0).max(1_000_000)
const counts = z.object({ decisions: count, struggles: count, completions: count, questions: count, avoidances: count })
const time = z.object({ count, minutes: count })

const SpotMention = z.object({ id, evidence_ids: ids })
const mentions = z.array(SpotMention).max(50)
export type SpotMention = z.output<typeof SpotMention>

export const spotGroups = ['new', 'resolved', 'relapsed', 'open'] as const
export type SpotGroup = (typeof spotGroups)[number]

/** A question of our own table, and what it is about: a spot, or the notes of a theme, the oldest first. */
const AskedQuestion = z.object({ id: z.enum(questionIds), blind_spot_id: id.optional(), observation_ids: ids.optional() })
export type AskedQuestion = z.output<typeof AskedQuestion>

/** What is kept of a week: ids and numbers. What they say is looked up when it is read, so that forgetting reaches back. */
export const ReviewDocument = z.object({
  sessions: time,
  before: time,
  counts,
  counts_before: counts,
  /** A domain is known by some of its notes. */
  domains: z.array(z.object({ observation_ids: ids, count, before: count })).max(50),
  mode: z.enum(thresholds),
  blind_spots: z.object({ new: mentions, resolved: mentions, relapsed: mentions, open: mentions }),
  /** Completions. */
  proud: ids,
  arcs: z.array(z.object({ state: z.enum(arcStates), session_ids: ids, observation_ids: ids, last_seen_at: z.string().max(40) })).max(50),
  calibration: z.object({ n: count, brier: z.number().min(0).max(1), gap: z.number().min(-1).max(1) }).nullable(),
  nudges: z.object({ delivered: count, answered: count, helped: count, better: count }),
  question: AskedQuestion,
})
export type ReviewDocument = z.output<typeof ReviewDocument>

export function documentOf({ document }: Pick<ReviewRow, 'document'>): ReviewDocument {
  return JSON.parse(document)
}
