import { LoopError } from 'loop-core'
import type { RunRow } from '../storage/tables.ts'

type Run = Pick<RunRow, 'id'>

export function forkNeedsCleanStart({ id }: Run): LoopError {
  return new LoopError('conflict', `The run ${id} began with changes that no commit held, so its beginning cannot be made again.`, {
    code: 'fork_needs_clean_start',
    hints: ['Commit before a run begins, or begin it with --worktree: then such changes stay behind.'],
  })
}

export function forkNeedsCommit({ id }: Run): LoopError {
  return new LoopError('unavailable', `The run ${id} began without a commit, so its beginning cannot be made again.`, {
    code: 'git_missing',
    hints: ['Only a run in a git repository with a commit can be forked.'],
  })
}

export function stepNotFound({ id, steps }: Pick<RunRow, 'id' | 'steps'>, step: number): LoopError {
  return new LoopError('not_found', `The run ${id} has done no step ${step}; it has ${steps}.`, {
    code: 'step_not_found',
    hints: [`See its steps: loop-runtime inspect --task-id ${id}.`],
  })
}

export function patchDiffers(step: number, paths: readonly string[]): LoopError {
  return new LoopError('conflict', `The patch of step ${step} does not fit what came before it here: ${paths.join(', ')}.`, {
    code: 'fork_needs_clean_start',
    hints: ['A command or a person changed these files meanwhile, which no journal holds. Fork from an earlier step.'],
  })
}
