import type { Learning } from '../learning.ts'
import { addCall, forgetCalls, giveBackUse, reserveUse, voidCalls } from '../storage/model-budget.ts'
import { day, minute } from '../words.ts'
import { answerTokens, type KeyOwner, type Purpose } from './words.ts'

/** One call that is counted already. */
export interface Reserved {
  id: string
  day: string
  tokens: number
}

/** Sets aside what a call may cost, before it is made; undefined where the learner's day does not allow it. */
export async function reserve(
  learning: Learning,
  { purpose, whose, estimate }: { purpose: Purpose; whose: KeyOwner; estimate: number },
): Promise<Reserved | undefined> {
  const { db, learner, at, settings } = learning
  await tidy(learning)
  const reserved = { id: learning.newId(), day: at.slice(0, 10), tokens: estimate + answerTokens }
  const limits = { tokens: settings.LOOP_MODEL_DAILY_TOKENS, calls: settings.LOOP_MODEL_DAILY_CALLS }
  if (!(await reserveUse(db, learner, { ...reserved, limits }))) return undefined
  await addCall(db, learner, {
    id: reserved.id,
    day: reserved.day,
    reserved: reserved.tokens,
    purpose,
    key_owner: whose,
    model: settings.LOOP_MODEL,
    called_at: at,
    settled_at: null,
    outcome: null,
    input_tokens: 0,
    output_tokens: 0,
    kept: 0,
    dropped: 0,
  })
  return reserved
}

/** What was reserved by a process that has gone is free again after ten minutes; rows are kept for 90 days. */
async function tidy({ db, learner, at }: Learning): Promise<void> {
  const before = (milliseconds: number) => new Date(Date.parse(at) - milliseconds).toISOString()
  const stale = await voidCalls(db, learner, { before: before(10 * minute), at })
  for (const { day, reserved } of stale) await giveBackUse(db, learner, { day, tokens: reserved })
  await forgetCalls(db, learner, before(90 * day))
}
