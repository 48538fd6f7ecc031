import { operation } from 'loop-core'
import { z } from 'zod'
import { personalText } from '../../clean/personal-text.ts'
import * as field from '../../fields.ts'
import { type OwnLearning, openLearning } from '../../learning.ts'
import { takeAnswer } from '../../nudges/answer.ts'
import { availableAt } from '../../nudges/choose.ts'
import { everybody } from '../../roles.ts'
import { findCard } from '../../storage/cards.ts'
import { findSpot } from '../../storage/spots.ts'
import { Nudge, viewNudge } from '../../views/nudge.ts'
import { nudgeAnswers, spotStates } from '../../words.ts'

export const answerNudge = operation({
  name: 'answer_nudge',
  title: 'Answer nudge',
  summary: 'Pass on what the person said to a nudge. not_me dismisses it.',
  kind: 'write',
  roles: everybody,
  rest: ['POST /api/nudges/:nudge_id/answer'],
  command: 'nudge answer',
  toolsets: ['core', 'standard'],
  hints: { idempotentHint: true },
  input: z.object({
    nudge_id: field.id,
    answer: z.enum(nudgeAnswers),
    note: personalText(300).optional(),
  }),
  output: z.object({
    nudge: Nudge,
    next_due: z.string().optional(),
    blind_spot: z.object({ id: z.string(), title: z.string(), state: z.enum(spotStates) }).optional(),
  }),
  advertised: z.object({ next_due: z.string().optional() }),
  async run({ nudge_id: id, answer, note }, context) {
    const learning = await openLearning(context)
    const nudge = await takeAnswer(learning, { id, answer, note })
    return { nudge: await viewNudge(learning, nudge), ...(nudge.spot_id !== null && (await viewConsequences(learning, nudge.spot_id))) }
  },
})

/** How the blind spot stands, and when it may be spoken of again; nothing where it is gone. */
async function viewConsequences({ db, learner }: OwnLearning, id: string) {
  const [spot, card] = [await findSpot(db, learner, id), await findCard(db, learner, id)]
  if (spot === undefined) return {}
  const { title, state } = spot
  return { blind_spot: { id, title, state }, ...(card && state !== 'dismissed' && { next_due: availableAt(card) }) }
}
