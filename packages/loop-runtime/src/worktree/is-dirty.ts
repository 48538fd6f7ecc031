import { relative } from 'node:path'
import { findRepositoryRoot, protectedGit } from 'loop-core/workspace'

/** Whether a folder has changes that no commit holds; without git there is nothing to compare with. */
export async function isDirty(folder: string, signal: AbortSignal): Promise<boolean> {
  const repository = await findRepositoryRoot(folder)
  if (repository === null) return false
  const git = await protectedGit(repository, { signal })
  const scope = relative(repository, folder) || '.'
  // Into a submodule git would look with what that one configures.
  const { stdout } = await git(['status', '--porcelain', '-z', '--ignore-submodules=all', '--', scope])
  return stdout.length > 0
}
