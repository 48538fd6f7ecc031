import type { JobDefinition } from 'loop-core'
import { type Learning, learningOf } from '../learning.ts'
import { evaluateMode } from '../mode/evaluate.ts'
import { sweepNudges } from '../nudges/sweep.ts'
import { endIdle } from '../sessions/resolve.ts'
import { sweepSpots } from '../spots/sweep.ts'
import { addLearner, learnersAfter } from '../storage/learners.ts'

const learnersARun = 200

/** Writes down what time alone has changed, for some learners at a time. Nothing depends on it: reads judge by the clock. */
export const sweep: JobDefinition = {
  kind: 'write',
  schedule: '7 * * * *',
  async run({ after }, context) {
    const at = context.now().toISOString()
    const learners = await learnersAfter(context.db, typeof after === 'string' ? after : '', learnersARun)
    for (const learner of learners) {
      await addLearner(context.db, learner, at)
      await sweepLearner(await learningOf(context, learner))
    }
    if (learners.length === learnersARun) context.enqueue({ name: 'sweep', payload: { after: learners.at(-1) } })
  },
}

async function sweepLearner(learning: Learning): Promise<void> {
  await endIdle(learning)
  await sweepSpots(learning)
  await sweepNudges(learning)
  await evaluateMode(learning)
}
