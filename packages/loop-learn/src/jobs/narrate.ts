import type { JobDefinition } from 'loop-core'
import { z } from 'zod'
import { learningOf } from '../learning.ts'
import { consult } from '../model/consult.ts'
import { gather } from '../model/gather.ts'
import { isStillWanted, ModelWork, tryAgainLater } from '../model/work.ts'
import { addNarrative, findReviewSpan } from '../storage/narratives.ts'

const Payload = ModelWork.extend({ review: z.string() })

/** Adds to a review what a model tells of the week; its numbers stay what they are. */
export const narrate: JobDefinition = {
  kind: 'effect',
  retries: 3,
  timeoutSeconds: 90,
  async run(payload, context) {
    const { learner, generation, review } = Payload.parse(payload)
    const consulted = await consult(context, {
      learner,
      generation,
      purpose: 'review',
      async gather(learning) {
        const span = await findReviewSpan(learning.db, learner, review)
        return span ? gather(learning, span) : nothing
      },
    })
    if (consulted.used === 'local') return tryAgainLater(consulted)
    const { narrative } = consulted.kept
    if (narrative.length === 0) return
    await context.transaction(async (transaction) => {
      const learning = await learningOf(transaction, learner)
      if (!(await isStillWanted(learning, { generation, sent: consulted.sent }))) return
      await addNarrative(learning.db, learner, { id: review, narrative: JSON.stringify(narrative) })
    })
  },
}

const nothing = { notes: [], spots: [], mode: 'survival' } as const
