import { rm } from 'node:fs/promises'
import { findRepositoryRoot } from 'loop-core/workspace'
import type { Runtime } from '../runtime.ts'
import type { RunRow } from '../storage/tables.ts'
import { askGit } from './ask-git.ts'
import { isOurs } from './place.ts'
import { workspaceOf } from './workspace-of.ts'

type Around = Pick<Runtime, 'environment'>

interface Removed {
  /** Its path; null where a run works in the workspace itself. */
  worktree: string | null
  workspace: string
}

/** Removes a worktree with all that is in it, and what the repository knows of it. */
export async function removeWorktree(runtime: Around, { worktree, workspace }: Removed): Promise<void> {
  if (worktree === null || !(await isOurs(runtime, worktree))) return
  await forget(runtime, worktree, workspace).catch(() => {})
  await rm(worktree, { recursive: true, force: true })
}

/** The repository may have gone away; the folder is removed all the same. */
async function forget({ environment }: Around, worktree: string, workspace: string): Promise<void> {
  const repository = await findRepositoryRoot(workspace)
  if (repository === null) return
  const git = await askGit({ environment }, repository)
  await git(['worktree', 'remove', '--force', worktree])
}

/** Removes the worktree of a completed run, whose work is on its branch; one that cannot be removed now is left to `worktree prune`. */
export async function clearUp(runtime: Around, row: RunRow): Promise<void> {
  if (row.status === 'completed') await removeWorktree(runtime, { ...row, workspace: workspaceOf(row) }).catch(() => {})
}
