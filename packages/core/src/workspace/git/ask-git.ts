import type { Git, GitAnswer } from './run-git.ts'

/** Git did not answer, or not with success; the message is what it said. */
export class GitFailure extends Error {
  /** Whether the answer was too much rather than wrong. */
  readonly tooLong: boolean

  constructor(message: string, tooLong = false) {
    super(message)
    this.tooLong = tooLong
  }
}

/** Calls git and returns its output, each byte as one character; throws unless git succeeds. */
export type AskGit = (args: readonly string[], input?: Uint8Array) => Promise<string>

/** Makes every answer but a complete and successful one a `GitFailure`. */
export function askGit(git: Git): AskGit {
  return async (args, input) => {
    const answer = await git(args, input)
    if (answer.tooLong) throw new GitFailure('git answered with too much', true)
    if (answer.outcome !== 'exited' || answer.exitCode !== 0) throw new GitFailure(complaintOf(args, answer))
    return answer.stdout.toString('latin1')
  }
}

function complaintOf([name]: readonly string[], { complaint, outcome, exitCode }: GitAnswer): string {
  if (outcome === 'could_not_start') return 'git could not be started'
  return complaint || `git ${name}: ${outcome === 'exited' ? `exit code ${exitCode}` : outcome}`
}
