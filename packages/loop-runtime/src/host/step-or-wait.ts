import { setTimeout as sleep } from 'node:timers/promises'
import type { EffectContext } from 'loop-core'
import type { RuntimeDatabase } from '../runtime.ts'
import { findApproval } from '../storage/approvals.ts'
import { askPerson } from './ask-person.ts'
import { hostCall } from './host-call.ts'
import type { StepAnswer } from './step-answer.ts'
import type { StepCall } from './underway.ts'

const pollMs = 200

/** Does one step; where a person has to answer first, asks them or waits for them a while, and goes on. */
export async function stepOrWait(context: EffectContext, call: StepCall, waitSeconds: number): Promise<StepAnswer> {
  const until = performance.now() + waitSeconds * 1_000
  const goOn = { runId: call.runId }
  // A call that had to end for its question has done its decision already.
  const answer = await hostCall(context, context.asked === undefined ? call : goOn)
  if (answer.approval === undefined) return answer
  const asked = await askPerson(context, answer.approval)
  const isAnswered = asked === 'answered' || (asked === 'unanswered' && (await wasAnswered(context, answer.approval.approval_id, until)))
  return isAnswered ? hostCall(context, goOn) : answer
}

async function wasAnswered({ transaction, signal }: EffectContext, id: string, until: number): Promise<boolean> {
  while (performance.now() < until) {
    const found = await transaction(({ db }) => findApproval(db as RuntimeDatabase, id))
    if (found?.state !== 'pending') return true
    await sleep(pollMs, undefined, { signal })
  }
  return false
}
