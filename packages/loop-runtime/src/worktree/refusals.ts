import { LoopError } from 'loop-core'

const inPlace = 'Or leave the worktree out, and the run works in the folder itself.'

export function noRepository(path: string): LoopError {
  return new LoopError('unavailable', `${path} is in no git repository, so there is nothing to make a worktree from.`, {
    code: 'git_missing',
    hints: [`Make it one: git init, then a first commit. ${inPlace}`],
  })
}

export function noCommit(path: string): LoopError {
  return new LoopError('unavailable', `The repository of ${path} has no commit yet, so there is nothing to make a worktree from.`, {
    code: 'git_missing',
    hints: [`Commit first. ${inPlace}`],
  })
}

export function notCommitted(path: string): LoopError {
  return new LoopError('unavailable', `No commit holds the folder ${path}, so a worktree would be without it.`, {
    code: 'git_missing',
    hints: [`Commit it first. ${inPlace}`],
  })
}

export function gitFailed(complaint: string): LoopError {
  return new LoopError('unavailable', `git could not do it: ${complaint.slice(0, 500)}`, {
    code: 'git_missing',
    hints: ['Mend what git complains about, then try again; what a run did so far is kept.'],
  })
}
