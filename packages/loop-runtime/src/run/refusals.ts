import { LoopError } from 'loop-core'
import type { RunRow } from '../storage/tables.ts'

/** Somebody else drives the run now: whoever finds out stops at once. */
export function leaseLost(runId: string): LoopError {
  return new LoopError('conflict', 'Somebody else has taken this run over, so nothing more is done here.', {
    code: 'lease_lost',
    hints: [`See how it stands: loop-runtime run get ${runId}.`],
  })
}

export function workspaceBusy({ id, created_at, status }: Pick<RunRow, 'id' | 'created_at' | 'status'>): LoopError {
  return new LoopError('conflict', `Another run has this folder: ${id}, ${status.replaceAll('_', ' ')}, since ${created_at}.`, {
    code: 'workspace_busy',
    hints: [
      `Go on with it: loop-runtime resume ${id}. Or end it: loop-runtime run cancel ${id}.`,
      'Or work beside it, in a worktree of your own: run --worktree, or begin_run {worktree: true}.',
    ],
    details: { run_id: id, since: created_at },
  })
}

export function runNotFound(): LoopError {
  return new LoopError('not_found', 'There is no such run.', {
    code: 'run_not_found',
    hints: ['See which there are: loop-runtime run list.'],
  })
}

export function runEnded({ id, status }: Pick<RunRow, 'id' | 'status'>): LoopError {
  return new LoopError('conflict', `The run ${id} has ended: ${status.replaceAll('_', ' ')}.`, {
    code: 'run_ended',
    hints: ['Begin another one.'],
  })
}

export function drivenByClient({ id }: Pick<RunRow, 'id'>): LoopError {
  return new LoopError('conflict', `The run ${id} is driven by a client, which is its model.`, {
    code: 'not_waiting',
    hints: ['That client goes on with run_step. To end it: loop-runtime run cancel RUN.'],
  })
}

export function skillNotFound(name: string): LoopError {
  return new LoopError('not_found', `There is no skill ${name}.`, {
    code: 'skill_not_found',
    hints: ['A skill is a folder with SKILL.md, in ./skills or where --skills-dir says.'],
  })
}

export function stepInProgress({ id, owner, heartbeat_at }: Pick<RunRow, 'id' | 'owner' | 'heartbeat_at'>): LoopError {
  return new LoopError('conflict', `The run ${id} is driven: by ${owner}, last heard of at ${heartbeat_at}.`, {
    code: 'step_in_progress',
    hints: ['Watch it, or end that process first: it stops after the step that it does.'],
    details: { since: heartbeat_at },
  })
}
