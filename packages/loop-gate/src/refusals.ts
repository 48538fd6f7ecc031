import { LoopError } from 'loop-core'
import type { NotGated } from './stop/enter.ts'

/** Nothing is judged in this folder, with why and what a person can do about it. */
export function notGated({ why, workspace }: NotGated): LoopError {
  if (why === 'not_accepted' || why === 'damaged')
    return new LoopError('conflict', 'Nobody accepted a policy for this folder on this machine.', {
      code: 'policy_not_accepted',
      hints: ['A person reads .loop/gate.yaml and runs: loop-gate policy accept.'],
    })
  if (workspace !== undefined || why === 'switched_off' || why === 'inside_check')
    return new LoopError('conflict', 'The gate is switched off or paused here.', {
      code: 'gate_off',
      hints: ['A person runs: loop-gate resume.'],
    })
  return new LoopError('not_found', 'No folder with a policy was found.', {
    code: 'no_workspace',
    hints: ['A person runs loop-gate init in the project; or name the folder with LOOP_WORKSPACE.'],
  })
}

/** A criterion that is not one of those. */
export function criterionUnknown(known: readonly string[]): LoopError {
  return new LoopError('not_found', 'The accepted policy has no such check.', {
    code: 'criterion_unknown',
    hints: [`It has: ${known.join(', ') || 'none of the kind'}.`],
  })
}
