import { contextOf } from '../context/session-context.ts'
import type { OwnLearning } from '../learning.ts'
import { offerNudge } from '../nudges/deliver.ts'
import { sweepNudges } from '../nudges/sweep.ts'
import { writeDueReviews } from '../reviews/write.ts'
import { finishSession } from '../sessions/finish.ts'
import { startSession } from '../sessions/start.ts'
import { sweepSpots } from '../spots/sweep.ts'
import { forgetSignals } from '../storage/signals.ts'
import { day } from '../words.ts'
import { contextText } from './context-text.ts'
import { noteSignal } from './note-signal.ts'
import type { HookEvent } from './payload.ts'

/** What a client wants to hear; an empty object is nothing. */
export interface HookAnswer {
  [field: string]: unknown
  hookSpecificOutput?: { hookEventName: 'SessionStart'; additionalContext: string }
}

/** Takes what a client's hook tells of. */
export async function recordHook(learning: OwnLearning, event: HookEvent): Promise<HookAnswer> {
  if (event.kind === 'session_start') return start(learning, event)
  if (event.kind === 'session_end') await end(learning)
  if (event.kind === 'tool') await noteSignal(learning, event)
  return {}
}

async function start(learning: OwnLearning, { isNew }: Extract<HookEvent, { kind: 'session_start' }>): Promise<HookAnswer> {
  const { db, learner, at } = learning
  await forgetSignals(db, learner, new Date(Date.parse(at) - day).toISOString())
  await sweepSpots(learning)
  await sweepNudges(learning)
  const { session } = await startSession(learning, { fresh: false })
  const context = await contextOf(learning, session)
  // What goes on has heard its nudge already.
  const offer = isNew ? await offerNudge(learning, { asked: false }) : undefined
  const additionalContext = contextText(context, offer && 'nudge' in offer ? offer.nudge : undefined)
  return { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext } }
}

async function end(learning: OwnLearning): Promise<void> {
  await finishSession(learning, {})
  await writeDueReviews(learning)
}
