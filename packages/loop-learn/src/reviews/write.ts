import { audienceOf, type Learning } from '../learning.ts'
import { narrateReview } from '../model/work.ts'
import { hasSessionWithin } from '../storage/history.ts'
import { addReview, findReview, reviewsIn } from '../storage/reviews.ts'
import type { ReviewRow } from '../storage/tables.ts'
import { type Week, weeksUntil } from '../weeks.ts'
import { zoneOf } from '../zone.ts'
import { gatherReview } from './gather.ts'

/** How many weeks back a review is still made up for. */
const weeksBack = 4

/** The weeks that are over, had a session and have no review, the oldest first. */
export async function dueWeeks(learning: Learning): Promise<Week[]> {
  const { db, learner, at } = learning
  const over = weeksUntil(at, { zone: zoneOf(learning), count: weeksBack + 1 }).slice(0, -1)
  const names = over.map(({ week }) => week)
  const written = new Set((await reviewsIn(db, learner, names)).map(({ week }) => week))
  const due: Week[] = []
  for (const week of over) {
    if (written.has(week.week)) continue
    if (await hasSessionWithin(db, learner, { from: week.starts_at, until: week.ends_at })) due.push(week)
  }
  return due
}

/** Writes what is due, and answers with the newest of what it wrote; of two who do so at once, one writes. */
export async function writeDueReviews(learning: Learning): Promise<ReviewRow | undefined> {
  let written: ReviewRow | undefined
  for (const week of await dueWeeks(learning)) written = (await writeReview(learning, week)) ?? written
  return written
}

async function writeReview(learning: Learning, week: Week): Promise<ReviewRow | undefined> {
  const { db, learner, at } = learning
  const id = learning.newId()
  const document = JSON.stringify(await gatherReview(learning, week))
  const added = await addReview(db, learner, { id, ...week, document, narrative: null, written_at: at })
  if (!added) return undefined
  learning.emit({ type: 'learning.reviewed', entity: id, after: { review_id: id, week: week.week }, ...audienceOf(learning) })
  narrateReview(learning, id)
  return findReview(db, learner, week.week)
}
