import { digestOf, listWorkspace } from 'loop-core/workspace'
import type { Runtime } from '../runtime.ts'
import { addWorktree, type WantedWorktree } from './add-worktree.ts'
import { isDirty } from './is-dirty.ts'

/** Where a new run works, and what it finds there. */
export interface OpenedTree {
  /** The real path of the workspace as the run sees it. */
  root: string
  /** The path of its own worktree. */
  worktree: string | null
  startDigest: string | null
  head: string | null
  /** Whether there were changes that no commit holds; from a worktree they stay behind. */
  dirty: boolean
}

interface Wanted extends WantedWorktree {
  worktree: boolean
}

/** Prepares the files of a new run: the workspace itself, or a worktree made from it. */
export async function openTree(runtime: Runtime, { worktree: apart, ...wanted }: Wanted): Promise<OpenedTree> {
  const { signal } = runtime
  const dirty = await isDirty(wanted.workspace, signal)
  const { path = null, root } = apart ? await addWorktree(runtime, wanted) : { root: wanted.workspace }
  const { digest: startDigest, head } = digestOf(await listWorkspace(root, { signal }))
  return { root, worktree: path, startDigest, head, dirty }
}
