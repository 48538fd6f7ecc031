import { LoopError } from 'loop-core'

/** What is wrong, and where; files say the line as well. */
export interface TaskFault {
  /** Such as `budget.maxIterations`; empty for the whole. */
  key: string
  problem: string
  line?: number
  column?: number
}

/** A task, or a file of workspaces, that nothing can be begun with. */
export function taskInvalid(faults: readonly TaskFault[], noun = 'task'): LoopError {
  const [first, ...others] = faults
  return new LoopError('invalid_input', `The ${noun} is wrong: ${said(first)}.`, {
    code: 'task_invalid',
    hints: [...others.map(said), `Mend it, then begin again; an unknown or wrong key of a ${noun} is never passed over.`],
    details: { path: first?.key ?? '', faults },
  })
}

export function fileMissing(path: string, noun: string): LoopError {
  return new LoopError('invalid_input', `There is no ${noun} file ${path} that could be read.`, {
    code: 'task_invalid',
    hints: ['Name one that is there.'],
  })
}

function said(fault: TaskFault | undefined): string {
  if (fault === undefined) return 'nothing can be read'
  const place = fault.line === undefined ? '' : `line ${fault.line}, `
  return `${place}${fault.key === '' ? '' : `${fault.key} `}${fault.problem}`
}

/** A limit in dollars cannot be kept without a price: there is no list of prices that could be wrong. */
export function priceUnknown(): LoopError {
  return new LoopError('invalid_input', 'budget.maxCostUsd cannot be kept: the task names no prices.', {
    code: 'price_unknown',
    hints: ['Write prices: {input, output} in US dollars per million tokens, or leave maxCostUsd out.'],
  })
}

/** Whoever begins a run may make its rules narrower, never wider. */
export function policyWidened(path: string, why: string): LoopError {
  return new LoopError('invalid_input', `${path} ${why}: a run may only be narrower than its workspace.`, {
    code: 'policy_widened',
    hints: ['Leave it out to take what the operator set, or ask the operator for more.'],
    details: { path },
  })
}
