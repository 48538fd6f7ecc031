import { LoopError } from 'loop-core'
import { sayFault, type YamlFault } from 'loop-core/yaml'
import type { Gated, NotGated } from './stop/enter.ts'

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
    hints: ['A person runs loop-gate init in the project; or name the folder with LOOP_WORKSPACE or --workspace.'],
  })
}

/** A server for many people has no folder of the caller. */
export function onlyOnOwnMachine(): LoopError {
  return new LoopError('unavailable', 'This server has no folders of yours, so nothing is accepted, waived or paused here.', {
    code: 'exec_disabled',
    hints: ['Use the command loop-gate on your own machine.'],
  })
}

/** Whoever is held to a rule does not change it: a person does that at a terminal of their own. */
export function selfAcceptRefused(seen: string): LoopError {
  return new LoopError('forbidden', `This is for a person, and ${seen} says that an agent is calling.`, {
    code: 'self_accept_refused',
    hints: ['Ask the person to run it in a terminal of their own.'],
  })
}

export function noPolicyFile(): LoopError {
  return new LoopError('not_found', 'There is no .loop/gate.yaml in this folder.', {
    code: 'no_policy',
    hints: ['Write one: loop-gate init.'],
  })
}

/** The policy file is there, but nobody can accept it as it is. */
export function policyInvalid(faults: readonly YamlFault[]): LoopError {
  return new LoopError('conflict', '.loop/gate.yaml is wrong, so it cannot be accepted.', {
    code: 'policy_invalid',
    hints: [...faults.map(sayFault), 'Mend these lines, then accept it again.'],
    details: { faults },
  })
}

/** Two texts: what was read is not what is there. */
export function policyChanged(): LoopError {
  return new LoopError('conflict', '.loop/gate.yaml is not the text that was read.', {
    code: 'policy_changed',
    hints: ['Read it again, then accept what it says now: loop-gate policy accept.'],
  })
}

export function criterionUnknown(ids: readonly string[]): LoopError {
  return new LoopError('not_found', 'The accepted policy has no such criterion, or not of this kind.', {
    code: 'criterion_unknown',
    hints: [`It has: ${ids.join(', ') || 'none'}.`],
  })
}

/** Refuses names of checks that the accepted policy does not have. */
export function requireKnown({ accepted }: Gated, ids: readonly string[] = []): void {
  const commands = accepted.policy.criteria.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  if (ids.some((id) => !commands.includes(id))) throw criterionUnknown(commands)
}
