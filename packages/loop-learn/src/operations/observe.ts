import { operation } from 'loop-core'
import { z } from 'zod'
import { cleanedText } from '../clean/personal-text.ts'
import * as field from '../fields.ts'
import { openLearning } from '../learning.ts'
import { observe } from '../observe/observe.ts'
import { everybody } from '../roles.ts'
import { SpotMoveView } from '../views/spot-move.ts'
import { kinds, verdicts } from '../words.ts'

export const loopObserve = operation({
  name: 'loop_observe',
  title: 'Observe',
  summary: 'Record in one sentence that the person decided, struggled, finished, asked or put off. Finds its session by itself.',
  kind: 'write',
  roles: everybody,
  command: 'observe',
  toolsets: ['core', 'standard'],
  input: z.object({
    kind: field.kind,
    content: cleanedText(4_000),
    domain: field.domain.optional().describe("The session's unless said"),
    topic: field.topic.optional().describe('What may come back, such as async-errors'),
    intensity: z.int().min(1).max(5).optional(),
    outcome: z.enum(verdicts).optional().describe('Of completions'),
    about: field.about.optional(),
    refs: field.refs.optional(),
    observed_at: field.moment.optional(),
    session_id: field.id.optional(),
    key: field.key.optional(),
  }),
  output: z.object({
    stored: z.boolean(),
    reason: z.literal('private').optional(),
    observation: z
      .object({ id: z.string(), kind: z.enum(kinds), domain: z.string(), topic: z.string().optional(), observed_at: z.string() })
      .optional(),
    session: z.object({ id: z.string(), is_new: z.boolean() }).optional(),
    duplicate: z.boolean(),
    redactions: z.int(),
    blind_spots_changed: z.array(SpotMoveView),
    nudge_ready: z.boolean(),
  }),
  advertised: z.object({ stored: z.boolean(), nudge_ready: z.boolean() }),
  async run(input, context) {
    return observe(await openLearning(context), input)
  },
})
