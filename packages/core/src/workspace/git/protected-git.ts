import { askGit } from './ask-git.ts'
import { readGitSettings } from './git-settings.ts'
import { type Git, type GitOptions, gitIn } from './run-git.ts'

/**
 * Prepares calls of git in a repository that nobody vouches for: no hook, monitor, filter, textconv or external diff
 * which its own configuration names is run. Throws a `GitFailure` if that cannot be made sure.
 */
export async function protectedGit(root: string, options: GitOptions = {}): Promise<Git> {
  const gitWith = await gitIn(root, options)
  const settings = await readGitSettings(askGit(gitWith()))
  return gitWith(settings.withoutOwnFilters)
}

/** The same, at half the cost, for commands that look at no content and so run no filter, such as `ls-files` without `--modified`. */
export async function gitForNames(root: string, options: GitOptions = {}): Promise<Git> {
  return (await gitIn(root, options))()
}
