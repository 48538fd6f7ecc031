import { LoopError } from 'loop-core'
import type { ApprovalRow, RunRow } from '../storage/tables.ts'

type Run = Pick<RunRow, 'id' | 'status'>

export function modelNotListed(name: string, listed: readonly string[]): LoopError {
  return new LoopError('invalid_input', `The operator of this server does not list the model ${JSON.stringify(name)}.`, {
    code: 'policy_widened',
    hints: [`It drives runs with ${listed.join(', ')}; LOOP_RUNTIME_MODELS lists more.`],
  })
}

export function elsewhere({ id }: Pick<Run, 'id'>): LoopError {
  return new LoopError('invalid_input', `The run ${id} works in another folder than this one.`, {
    code: 'unknown_workspace',
    hints: ['Call the server that has its folder as workspace, or begin a run here.'],
  })
}

export function stepRunning({ id, heartbeat_at }: Pick<RunRow, 'id' | 'heartbeat_at'>): LoopError {
  return new LoopError('conflict', `A step of the run ${id} is being done, last heard of at ${heartbeat_at}.`, {
    code: 'step_in_progress',
    hints: ['Wait for its answer. A step that died can be gone on with after 30 seconds.'],
    details: { since: heartbeat_at },
  })
}

export function drivenByModel({ id }: Run): LoopError {
  return new LoopError('conflict', `The run ${id} is driven by a model and waits for no client.`, {
    code: 'not_waiting',
    hints: ['See how it stands with get_run, or begin a run of your own.'],
  })
}

export function nothingToGoOnWith({ id }: Run): LoopError {
  return new LoopError('conflict', `The run ${id} waits for a decision.`, {
    code: 'not_waiting',
    hints: ['Send one: decision {status: "continue", summary, next_action: {type: "tool_call", tool, args}}.'],
  })
}

export function decisionNotDone({ id }: Run): LoopError {
  return new LoopError('conflict', `The run ${id} still has to do what was decided before.`, {
    code: 'not_waiting',
    hints: ['Call run_step without a decision; a person may have to answer first.'],
  })
}

/** The decision counts as a turn, as an unusable reply of a model would. */
export function badDecision(problem: string, { id, status }: Run): LoopError {
  return new LoopError('invalid_input', `The decision cannot be used: ${problem}`, {
    code: 'bad_decision',
    hints: [
      status === 'waiting_host'
        ? 'Send {status: "continue", summary, next_action: {type: "tool_call", tool, args}}, or {status: "final", summary, final_answer}.'
        : `The run ${id} has ended, since too many in a row could not be used.`,
    ],
    details: { run_status: status },
  })
}

export function notYours({ id }: Run): LoopError {
  return new LoopError('forbidden', `The run ${id} is somebody else's.`, {
    hints: ['Who began it may cancel it, and so may any user.'],
  })
}

export function approvalNotFound(): LoopError {
  return new LoopError('not_found', 'There is no such approval.', {
    code: 'approval_not_found',
    hints: ['See which wait: loop-runtime approval list.'],
  })
}

export function alreadyAnswered({ state }: Pick<ApprovalRow, 'state'>): LoopError {
  return new LoopError('conflict', `It is not open any more: ${state}.`, {
    code: 'already_answered',
    hints: ['See how the run stands with get_run.'],
  })
}

export function selfApproval(): LoopError {
  return new LoopError('forbidden', 'Who acts in a run cannot answer for the person it asks.', {
    code: 'self_approval_blocked',
    hints: ['Another person answers, or the same one under an identity of their own.'],
  })
}

export function nothingToUndo(): LoopError {
  return new LoopError('not_found', 'This run has no patch that could be taken back.', {
    code: 'receipt_not_found',
    hints: ['Name the patch by its receipt_id if it was made without a run.'],
  })
}
