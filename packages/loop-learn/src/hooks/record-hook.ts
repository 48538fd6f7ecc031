import { contextOf } from '../context/session-context.ts'
import type { OwnLearning } from '../learning.ts'
import { finishSession } from '../sessions/finish.ts'
import { startSession } from '../sessions/start.ts'
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
  if (event.kind === 'session_start') return start(learning)
  if (event.kind === 'session_end') await finishSession(learning, {})
  if (event.kind === 'tool') await noteSignal(learning, event)
  return {}
}

async function start(learning: OwnLearning): Promise<HookAnswer> {
  const { db, learner, at } = learning
  await forgetSignals(db, learner, new Date(Date.parse(at) - day).toISOString())
  const { session } = await startSession(learning, { fresh: false })
  const additionalContext = contextText(await contextOf(learning, session))
  return { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext } }
}
