import { at, type Ctl } from '../ctl.ts'
import { invalid } from '../refusals.ts'
import { insertReview } from '../storage/handed-in.ts'
import type { ReviewRow, StoryRow } from '../storage/tables.ts'
import { transition } from './transition.ts'

export interface Review {
  review_type: string
  findings_count?: number
  fixes_count?: number
  disproved_count?: number
  summary?: string
  completed_at?: string
}

/** Records that somebody else than the implementer has reviewed a story. */
export async function completeReview(ctl: Ctl, seen: StoryRow, review: Review): Promise<ReviewRow> {
  const { findings_count = 0, fixes_count = 0, disproved_count = 0, review_type } = review
  if (fixes_count + disproved_count < findings_count)
    throw invalid({ fixes_count: 'and disproved_count together must be at least findings_count: every finding is fixed or disproved' })
  const reviewer_agent_id = ctl.actor.agent?.id ?? null
  const story = await transition(ctl, seen, 'review-complete', () => ({ details: { reviewer_agent_id, review_type, findings_count } }))
  const counts = { findings_count, fixes_count, disproved_count }
  const row: ReviewRow = {
    id: ctl.newId(),
    story_id: story.id,
    reviewer_agent_id,
    review_type,
    ...counts,
    summary: review.summary ?? null,
    completed_at: notInTheFuture(ctl, review.completed_at),
    inserted_at: at(ctl),
    updated_at: at(ctl),
  }
  await insertReview(ctl.db, row)
  return row
}

/** A date ahead would let the review count for reports that come after it. */
function notInTheFuture({ now }: Ctl, given: string | undefined): string {
  const present = now().getTime()
  return new Date(Math.min(present, given === undefined ? present : Date.parse(given))).toISOString()
}
