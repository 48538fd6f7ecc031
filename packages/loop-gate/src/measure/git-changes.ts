import { type Git, protectedGit } from 'loop-core/workspace'

/** Whether a repository holds anything that is not committed; undefined where git cannot say. */
export async function isClean(root: string, signal: AbortSignal): Promise<boolean | undefined> {
  const status = await ask(root, signal, [
    'status',
    '--porcelain=v2',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=none',
  ])
  return status === undefined ? undefined : status.length === 0
}

/** The files beneath a root that differ from a commit or are untracked; undefined where git cannot say. */
export async function filesSince(root: string, commit: string | null, signal: AbortSignal): Promise<string[] | undefined> {
  const tracked =
    commit === null
      ? await ask(root, signal, ['ls-files', '-z'])
      : await ask(root, signal, ['diff', '--name-only', '--no-renames', '--relative', '-z', '--diff-filter=d', commit, '--', '.'])
  const untracked = await ask(root, signal, ['ls-files', '-z', '--others', '--exclude-standard'])
  if (tracked === undefined || untracked === undefined) return undefined
  return [...new Set([...tracked, ...untracked])].sort()
}

async function ask(root: string, signal: AbortSignal, args: readonly string[]): Promise<string[] | undefined> {
  const git: Git | undefined = await protectedGit(root, { signal }).catch(() => undefined)
  const answer = await git?.(args)
  if (answer === undefined || answer.exitCode !== 0 || answer.tooLong) return undefined
  return answer.stdout.toString('utf8').split('\0').filter(Boolean)
}
