import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { openLearning } from '../../learning.ts'
import { offerNudge } from '../../nudges/deliver.ts'
import { sweepNudges } from '../../nudges/sweep.ts'
import { reasons } from '../../nudges/turn.ts'
import { everybody } from '../../roles.ts'
import { Nudge, viewNudge } from '../../views/nudge.ts'

export const loopGetNudge = operation({
  name: 'loop_get_nudge',
  title: 'Get nudge',
  summary: 'The one useful thing to say now, or why there is none. Say it once; answer_nudge takes the answer.',
  kind: 'write',
  roles: everybody,
  command: 'nudge get',
  shortcut: 'nudge',
  toolsets: ['core', 'standard'],
  input: z.object({
    asked: z.boolean().default(false).describe('The person asked for it'),
    domain: field.domain.optional(),
  }),
  output: z.object({
    nudge: Nudge.nullable(),
    repeated: z.boolean(),
    reason: z.enum(reasons).optional(),
    next_at: z.string().optional(),
  }),
  advertised: z.object({ nudge: z.looseObject({}).nullable() }),
  async run(input, context) {
    const learning = await openLearning(context)
    await sweepNudges(learning)
    const offer = await offerNudge(learning, input)
    if ('reason' in offer) return { nudge: null, repeated: false, ...offer }
    return { nudge: await viewNudge(learning, offer.nudge), repeated: offer.repeated }
  },
})
