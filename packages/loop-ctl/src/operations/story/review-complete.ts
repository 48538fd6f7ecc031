import { operation, text } from 'loop-core'
import { z } from 'zod'
import { completeReview } from '../../changes/review.ts'
import { learnFrom } from '../../extraction/queue.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { ReviewRecord } from '../../views/handed-in.ts'
import { limits } from '../../words.ts'

export const reviewComplete = operation({
  name: 'review_complete',
  title: 'Complete review',
  summary: 'Record that you reviewed a reported story; never your own. Every finding is fixed or disproved. Then verify_story.',
  command: 'story review-complete',
  shortcut: 'review-complete',
  flags: { review_type: 'type', findings_count: 'findings', fixes_count: 'fixes', disproved_count: 'disproved' },
  kind: 'write',
  roles: transitions['review-complete'].roles,
  actsAs: 'reviewer-local',
  rest: ['POST /api/v1/stories/:story_id/review-complete'],
  toolsets: ['core', 'standard'],
  status: 201,
  input: z.object({
    story_id: field.storyId,
    review_type: field.said(limits.name),
    findings_count: field.count.optional(),
    fixes_count: field.count.optional(),
    disproved_count: field.count.optional(),
    summary: text(limits.summary).optional(),
    completed_at: field.instant.optional(),
  }),
  output: z.object({ review_record: ReviewRecord }),
  advertised: z.object({ review_record: z.looseObject({}) }),
  async run({ story_id, ...review }, context) {
    const story = await requireStory(context, story_id)
    const review_record = await completeReview(context, story, review)
    await learnFrom(context, story, review_record)
    return { review_record }
  },
})
