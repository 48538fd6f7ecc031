import type { JobDefinition } from 'loop-core'
import { LearnConfig } from '../config.ts'
import { learningOf } from '../learning.ts'
import { writeDueReviews } from '../reviews/write.ts'
import { learnersBehind } from '../storage/reviews.ts'

const learnersARun = 200

/** Writes the reviews that are due where many people share a server; who is alone gets theirs at the end of a session. */
export const review: JobDefinition = {
  kind: 'write',
  schedule: '17 4 * * *',
  async run({ after = '' }, context) {
    if (!context.config(LearnConfig).LOOP_HOSTED) return
    const learners = await learnersBehind(context.db, { after: String(after), limit: learnersARun })
    for (const learner of learners) await writeDueReviews(await learningOf(context, learner))
    if (learners.length === learnersARun) context.enqueue({ name: 'review', payload: { after: learners.at(-1) } })
  },
}
