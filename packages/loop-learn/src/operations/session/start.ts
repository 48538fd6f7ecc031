import { operation } from 'loop-core'
import { z } from 'zod'
import { contextOf, SessionContext } from '../../context/session-context.ts'
import * as field from '../../fields.ts'
import { openLearning } from '../../learning.ts'
import { evaluateMode } from '../../mode/evaluate.ts'
import { sweepNudges } from '../../nudges/sweep.ts'
import { everybody } from '../../roles.ts'
import { gapOf } from '../../sessions/resolve.ts'
import { startSession } from '../../sessions/start.ts'
import { sweepSpots } from '../../spots/sweep.ts'
import { Session, viewSession } from '../../views/session.ts'

export const loopSessionStart = operation({
  name: 'loop_session_start',
  title: 'Start session',
  summary: 'Begin to work, with what is known of how the person grows. Joins the open session; then loop_observe as things happen.',
  kind: 'write',
  roles: everybody,
  command: 'session start',
  input: z.object({
    domain: field.domain.optional().describe('Such as coding, french, piano'),
    intent: field.intent.optional().describe('What is to come of it'),
    fresh: z.boolean().default(false).describe('End the open session first'),
  }),
  output: z.object({ session: Session, resumed: z.boolean(), context: SessionContext }),
  advertised: z.object({ session: z.looseObject({}), context: z.looseObject({}) }),
  async run(input, context) {
    const learning = await evaluateMode(await openLearning(context))
    await sweepSpots(learning)
    await sweepNudges(learning)
    const { session, isNew } = await startSession(learning, input)
    return {
      session: viewSession(session, { at: learning.at, gap: gapOf(learning) }),
      resumed: !isNew,
      context: await contextOf(learning, session),
    }
  },
})
