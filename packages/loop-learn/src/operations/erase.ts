import { operation } from 'loop-core'
import { z } from 'zod'
import { eraseLearning } from '../forget/erase.ts'
import { openLearning } from '../learning.ts'

const sentence = 'erase everything'

export const eraseEverything = operation({
  name: 'erase_everything',
  title: 'Erase everything',
  summary: 'Delete all notes, blind spots, nudges, forecasts, reviews and settings of yours, for good. The account and its keys stay.',
  kind: 'write',
  roles: ['user'],
  rest: ['DELETE /api/learning'],
  // The sentence is question enough, so it is no command that asks again.
  hints: { destructiveHint: true, idempotentHint: true },
  command: 'erase',
  tool: false,
  input: z.object({ confirm: z.literal(sentence, `must be "${sentence}"; nothing was erased`).describe(`"${sentence}"`) }),
  output: z.object({
    erased: z.object({
      sessions: z.int(),
      observations: z.int(),
      blind_spots: z.int(),
      nudges: z.int(),
      forecasts: z.int(),
      weekly_reviews: z.int(),
    }),
  }),
  async run(_, context) {
    const erased = await eraseLearning(await openLearning(context))
    context.purge()
    return { erased }
  },
})
