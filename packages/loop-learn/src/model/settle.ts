import type { TransactionContext } from 'loop-core'
import type { Tokens } from 'loop-core/model'
import { endCall, giveBackUse, markKey } from '../storage/model-budget.ts'
import type { Reserved } from './budget.ts'
import type { CallOutcome } from './words.ts'

/** How a call ended. */
export interface End {
  outcome: CallOutcome
  tokens?: Tokens | undefined
  kept?: number
  dropped?: number
}

interface Called {
  learner: string
  reserved: Reserved
  /** That of the person's own key, where one was used. */
  ciphertext: string | null
}

/** Counts what a call came to in the place of what was reserved, and remembers whether the person's own key worked. */
export async function settle({ db, now }: Pick<TransactionContext, 'db' | 'now'>, called: Called, end: End): Promise<void> {
  const { learner, reserved, ciphertext } = called
  const { outcome, tokens = { input: 0, output: 0 }, kept = 0, dropped = 0 } = end
  const used = { input_tokens: tokens.input, output_tokens: tokens.output }
  const ended = await endCall(db, learner, { id: reserved.id, outcome, settled_at: now().toISOString(), ...used, kept, dropped })
  if (ended === undefined) return
  const unused = reserved.tokens - tokens.input - tokens.output
  await giveBackUse(db, learner, { day: reserved.day, tokens: unused, calls: outcome === 'over_quota' ? 1 : 0 })
  if (ciphertext === null || outcome === 'failed') return
  await markKey(db, learner, { ciphertext, status: outcome === 'rejected' ? 'rejected' : 'ok' })
}
