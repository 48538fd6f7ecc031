import { z } from 'zod'
import type { Learning } from '../learning.ts'
import { weekNotFound } from '../refusals.ts'
import { findReview, listReviews, weeksNear } from '../storage/reviews.ts'
import type { ReviewRow } from '../storage/tables.ts'
import { weekOf } from '../weeks.ts'
import { zoneOf } from '../zone.ts'
import { markdownOf } from './markdown.ts'
import { Review, viewReview } from './review-view.ts'

export const ReadReview = Review.extend({ markdown: z.string() })
type ReadReview = z.output<typeof ReadReview>

/** The newest review; before the first one, when there can be one. */
export async function latestReview(
  learning: Learning,
): Promise<{ weekly_review: ReadReview } | { weekly_review: null; due_after: string }> {
  const [row] = await listReviews(learning.db, learning.learner, { limit: 1 })
  if (row) return { weekly_review: await readReview(learning, row) }
  return { weekly_review: null, due_after: weekOf(learning.at, zoneOf(learning)).ends_at }
}

/** The review of one week. */
export async function namedReview(learning: Learning, week: string): Promise<ReadReview> {
  const row = await findReview(learning.db, learning.learner, week)
  if (row === undefined) throw weekNotFound(await weeksNear(learning.db, learning.learner, week))
  return readReview(learning, row)
}

async function readReview(learning: Learning, row: ReviewRow): Promise<ReadReview> {
  const review = await viewReview(learning, row)
  return { ...review, markdown: markdownOf(review) }
}
