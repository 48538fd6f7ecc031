import { stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { findRepositoryRoot } from 'loop-core/workspace'
import type { Runtime } from '../runtime.ts'
import { type AskGit, askGit } from './ask-git.ts'
import { linkPackages } from './link-packages.ts'
import { worktreesFolder } from './place.ts'
import { noCommit, noRepository, notCommitted } from './refusals.ts'
import { removeWorktree } from './remove-worktree.ts'

/** What to make a worktree from. */
export interface WantedWorktree {
  /** The id of the run, which names it. */
  id: string
  /** The real path of the workspace. */
  workspace: string
  /** The last one unless given. */
  commit?: string | undefined
}

export interface Worktree {
  path: string
  /** The workspace in it, which may be a folder of the repository. */
  root: string
}

/** Checks a commit out beside the tree of the person, whose files, index and branches stay as they are. */
export async function addWorktree(runtime: Runtime, { id, workspace, commit = 'HEAD' }: WantedWorktree): Promise<Worktree> {
  const repository = await findRepositoryRoot(workspace)
  if (repository === null) throw noRepository(workspace)
  const git = await askGit(runtime, repository)
  const at = await commitNamed(git, commit).catch(() => Promise.reject(noCommit(workspace)))
  const path = join(await worktreesFolder(runtime), id)
  await git(['worktree', 'add', '--detach', path, at])
  const scope = relative(repository, workspace)
  const made = { path, root: join(path, scope) }
  try {
    if (!(await isFolder(made.root))) throw notCommitted(workspace)
    for (const folder of new Set(['', scope])) await linkPackages(git, { repository, path, folder })
  } catch (error) {
    await removeWorktree(runtime, { worktree: path, workspace })
    throw error
  }
  return made
}

async function commitNamed(git: AskGit, name: string): Promise<string> {
  return `${await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])}`.trim()
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false
}
