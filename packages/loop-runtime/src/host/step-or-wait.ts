import { setTimeout as sleep } from 'node:timers/promises'
import type { EffectContext } from 'loop-core'
import type { RuntimeDatabase } from '../runtime.ts'
import { findApproval } from '../storage/approvals.ts'
import { hostCall } from './host-call.ts'
import type { StepAnswer } from './step-answer.ts'
import type { StepCall } from './underway.ts'

const pollMs = 200

/** Does one step; where a person has to answer first, waits for that a while and goes on. */
export async function stepOrWait(context: EffectContext, call: StepCall, waitSeconds: number): Promise<StepAnswer> {
  const until = performance.now() + waitSeconds * 1_000
  const answer = await hostCall(context, call)
  if (answer.approval === undefined || !(await wasAnswered(context, answer.approval.approval_id, until))) return answer
  return hostCall(context, { runId: call.runId })
}

async function wasAnswered({ transaction, signal }: EffectContext, id: string, until: number): Promise<boolean> {
  while (performance.now() < until) {
    const found = await transaction(({ db }) => findApproval(db as RuntimeDatabase, id))
    if (found?.state !== 'pending') return true
    await sleep(pollMs, undefined, { signal })
  }
  return false
}
