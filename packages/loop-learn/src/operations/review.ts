import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../fields.ts'
import { openLearning } from '../learning.ts'
import { latestReview, namedReview, ReadReview } from '../reviews/read.ts'
import { writeDueReviews } from '../reviews/write.ts'
import { everybody } from '../roles.ts'

export const reviewWeek = operation({
  name: 'review_week',
  title: 'Review week',
  summary: 'Write the reviews of past weeks that are due, and show the latest or that of one week.',
  kind: 'write',
  roles: everybody,
  command: 'review',
  tool: false,
  input: z.object({ week: field.week.optional() }),
  output: z.object({ weekly_review: ReadReview.nullable(), due_after: z.string().optional() }),
  async run({ week }, context) {
    const learning = await openLearning(context)
    await writeDueReviews(learning)
    return week === undefined ? latestReview(learning) : { weekly_review: await namedReview(learning, week) }
  },
})
