import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { viewLearning } from '../../learning.ts'
import { pageOf, placeIn } from '../../page.ts'
import { ReviewLine, reviewLine } from '../../reviews/review-view.ts'
import { everybody } from '../../roles.ts'
import { listReviews } from '../../storage/reviews.ts'

export const listWeeklyReviews = operation({
  name: 'list_weekly_reviews',
  title: 'List weekly reviews',
  summary: 'Reviews of weeks, the newest first; get_weekly_review shows one.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/insights/weekly-reviews'],
  command: 'review list',
  tool: false,
  input: z.object({ limit: field.limit(10), cursor: field.cursor }),
  output: z.object({ weekly_reviews: z.array(ReviewLine), next_cursor: z.string().optional() }),
  async run({ limit, cursor }, context) {
    const { db, learner } = await viewLearning(context)
    const rows = await listReviews(db, learner, { before: placeIn(cursor)?.at, limit: limit + 1 })
    const { page, ...next } = pageOf(rows, limit, ({ week, id }) => ({ at: week, id }))
    return { weekly_reviews: page.map(reviewLine), ...next }
  },
})
