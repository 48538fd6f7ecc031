import { LoopError } from 'loop-core'
import { insertBlobs } from '../storage/blobs.ts'
import { storedEffects } from '../storage/effects.ts'
import { spelled } from '../task/tool-name.ts'
import type { Acting, Proposal, ToolAnswer } from '../tools/tool.ts'
import type { Attempt } from './act.ts'
import { conclude } from './conclude.ts'
import type { Engine } from './engine.ts'
import type { Intent, Journal } from './journal.ts'

/** Does an action that every gate let pass, with its intent before and its result behind. */
export async function perform(engine: Engine, journal: Journal, attempt: Attempt): Promise<void> {
  const { runtime, onProgress } = engine
  const { proposal, call, decision, callId } = attempt
  const { text, blobs } = await storedEffects(proposal.effects ?? [], runtime.now())
  const intent = intentOf(attempt, text)
  journal.event('tool_call', { tool: intent.tool, args: call.args })
  const step = await journal.begin(intent, ({ db }) => insertBlobs(db, blobs))
  const since = runtime.now().getTime()
  const acting = { run: { id: journal.row.id, step: step.seq }, signal: runtime.signal, ...(onProgress && { onProgress }) }
  const came = await performed(proposal, acting)
  // What was broken off because its process ends showed nothing; whoever goes on settles it.
  if (engine.stop.aborted) runtime.signal.throwIfAborted()
  journal.count({ tool_calls: 1, active_ms: runtime.now().getTime() - since })
  await conclude(engine, journal, { step, risk: decision.risk, callId, ...came })
}

/** What of an action stands in the journal before it is done; a patch with all that settles it if its writer dies. */
export function intentOf({ call, sha, digest, proposal }: Attempt, effects?: string) {
  const args = JSON.stringify({ args: call.args, ...(proposal.effects && effects !== undefined && { effects }) })
  return { kind: 'tool', tool: spelled(call.tool).slice(0, 64), args, action_sha256: sha, digest_before: digest } as const satisfies Intent
}

/** A refusal is a result; everything else is a fault of ours. */
export async function performed({ fault, perform }: Proposal, acting: Acting): Promise<{ answer: ToolAnswer } | { error: LoopError }> {
  if (fault) return { error: fault }
  try {
    return { answer: await perform(acting) }
  } catch (error) {
    if (LoopError.is(error)) return { error }
    throw error
  }
}
