import { operation, streamedText } from 'loop-core'
import { z } from 'zod'
import { calibrationIn } from '../forecasts/forecast.ts'
import { viewLearning } from '../learning.ts'
import { reportPage } from '../report/report-page.ts'
import { viewReview } from '../reviews/review-view.ts'
import { everybody } from '../roles.ts'
import { listReviews } from '../storage/reviews.ts'
import { listSpots } from '../storage/spots.ts'
import { trajectoryOf } from '../trajectory/trajectory-of.ts'
import { viewSpots } from '../views/blind-spot.ts'
import { activeStates } from '../words.ts'

export const getReport = operation({
  name: 'get_report',
  title: 'Get report',
  summary: 'One page to read or print: both charts, blind spots with what they rest on, and the last four reviews.',
  kind: 'read',
  roles: everybody,
  rest: ['GET /api/insights/report'],
  // The module's own command of this name writes the same to a file.
  command: 'report',
  tool: false,
  input: z.object({}),
  output: streamedText,
  async run(_, context) {
    const learning = await viewLearning(context)
    const { db, learner, at } = learning
    const spots = await listSpots(db, learner, { states: activeStates, limit: 100 })
    const rows = await listReviews(db, learner, { limit: 4 })
    const reviews = []
    for (const row of rows) reviews.push(await viewReview(learning, row))
    const pieces = reportPage({
      at,
      trajectory: await trajectoryOf(learning, 12),
      calibration: await calibrationIn(learning),
      blind_spots: await viewSpots(learning, spots),
      reviews,
    })
    return { type: 'text/html; charset=utf-8', pieces }
  },
})
