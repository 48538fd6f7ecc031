import type { JobDefinition } from 'loop-core'
import { retain as retainSome } from '../forget/retain.ts'
import { learningOf } from '../learning.ts'
import { learnersAfter } from '../storage/learners.ts'

const learnersARun = 200

/** Deletes what is past its age, for some learners at a time and each of them batch by batch. */
export const retain: JobDefinition = {
  kind: 'effect',
  schedule: '37 3 * * *',
  timeoutSeconds: 600,
  async run({ after = '' }, { transaction, signal }) {
    const learners = await transaction(({ db }) => learnersAfter(db, String(after), learnersARun))
    for (const learner of learners) {
      const batch = () =>
        transaction(async (context) => {
          const { deleted, more } = await retainSome(await learningOf(context, learner))
          if (deleted > 0) context.purge()
          return more
        })
      while (!signal.aborted && (await batch()));
    }
    if (learners.length === learnersARun)
      await transaction(async ({ enqueue }) => enqueue({ name: 'retain', payload: { after: learners.at(-1) } }))
  },
}
