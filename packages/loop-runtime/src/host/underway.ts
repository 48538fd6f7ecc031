import { type SharedWork, sharedWork, type Waiter } from '../tools/shared-work.ts'
import type { StepAnswer } from './step-answer.ts'

/** Which step of which run a call is about; without a decision it is whichever is being done. */
export interface StepCall {
  runId: string
  stepKey?: string | undefined
  decision?: object | undefined
}

/** A step that this process does or has done, and that somebody may still want to hear of. */
interface Underway {
  stepKey: string | undefined
  isOver: boolean
  work: SharedWork<StepAnswer>
}

/** By run, each until it is over and its answer was given to somebody. */
const underway = new Map<string, Underway>()

/** Does a step, or waits along where it is done already; undefined where the caller's patience ends first, and then the step goes on. */
export async function joinStep(
  call: StepCall,
  waiter: Waiter,
  begin: (within: Pick<Waiter, 'signal' | 'onProgress'>) => Promise<StepAnswer>,
): Promise<StepAnswer | undefined> {
  const step = presentStep(call) ?? takeUp(call, begin)
  try {
    return await step.work.join(waiter)
  } finally {
    if (step.isOver && underway.get(call.runId) === step) underway.delete(call.runId)
  }
}

function presentStep({ runId, stepKey, decision }: StepCall): Underway | undefined {
  const step = underway.get(runId)
  const isSame = decision === undefined || (stepKey !== undefined && stepKey === step?.stepKey)
  return isSame ? step : undefined
}

function takeUp({ runId, stepKey }: StepCall, begin: (within: Pick<Waiter, 'signal' | 'onProgress'>) => Promise<StepAnswer>): Underway {
  const step: Underway = {
    stepKey,
    isOver: false,
    work: sharedWork((within) =>
      begin(within).finally(() => {
        step.isOver = true
      }),
    ),
  }
  // A second step of a run that is at one is refused at once, and is nothing to wait for.
  if (underway.get(runId)?.isOver !== false) underway.set(runId, step)
  return step
}
