import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { viewLearning } from '../../learning.ts'
import { namedReview, ReadReview } from '../../reviews/read.ts'
import { everybody } from '../../roles.ts'

export const getWeeklyReview = operation({
  name: 'get_weekly_review',
  title: 'Get weekly review',
  summary: 'What one week brought, with its numbers against the week before and one question.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/insights/weekly-reviews/:week'],
  command: 'review get',
  tool: false,
  input: z.object({ week: field.week }),
  output: z.object({ weekly_review: ReadReview }),
  async run({ week }, context) {
    return { weekly_review: await namedReview(await viewLearning(context), week) }
  },
})
