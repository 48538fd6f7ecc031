import { LoopError } from 'loop-core'
import type { RunRow } from '../storage/tables.ts'

export function selfVerify(): LoopError {
  return new LoopError('forbidden', 'Who acts in a run cannot verify it.', {
    code: 'self_verify_blocked',
    hints: ['Another person verifies it, or an orchestrator with an identity of its own.'],
  })
}

export function notEnded({ id, status }: Pick<RunRow, 'id' | 'status'>): LoopError {
  return new LoopError('conflict', `The run ${id} has not ended: ${status.replaceAll('_', ' ')}.`, {
    code: 'step_in_progress',
    hints: ['Verify it when it has ended; check_evidence says what is proved until then.'],
  })
}

export function filesDiffer(id: string): LoopError {
  return new LoopError(
    'conflict',
    `The files are not those any more with which the run ${id} ended, and no commit and no journal holds those.`,
    {
      code: 'stale',
      hints: ['Begin runs with --worktree: their end is a commit, which can be verified at any time.'],
    },
  )
}
