import { type Listing, protectedGit } from 'loop-core/workspace'

/** Whether somebody had changes here that no commit holds; without git there is nothing to compare with. */
export async function isDirty(root: string, { vcs }: Listing, signal: AbortSignal): Promise<boolean> {
  if (vcs !== 'git') return false
  const git = await protectedGit(root, { signal })
  const { stdout } = await git(['status', '--porcelain', '-z', '--', '.'])
  return stdout.length > 0
}
