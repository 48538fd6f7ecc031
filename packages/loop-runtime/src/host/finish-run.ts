import type { EffectContext } from 'loop-core'
import type { FinalAnswer } from '../gates/final-evaluation.ts'
import { hostCall } from './host-call.ts'

/** Decides that a run is done, which the gate accepts or not. */
export async function finishRun(context: EffectContext, runId: string, { final_answer, confidence }: FinalAnswer) {
  const decision = { status: 'final', summary: 'Claims that the goal is reached.', final_answer, confidence }
  const { status, criteria = [], findings = [], branch, next } = await hostCall(context, { runId, decision })
  const accepted = status === 'completed'
  return {
    status,
    accepted,
    criteria,
    findings,
    feedback: accepted ? '' : next,
    ...(branch !== undefined && { branch, merge: `git merge ${branch}` }),
  }
}
