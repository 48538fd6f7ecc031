import { stat } from 'node:fs/promises'
import type { Runtime } from '../runtime.ts'
import { endedInWorktrees } from '../storage/run-lists.ts'
import { isOurs } from './place.ts'
import { removeWorktree } from './remove-worktree.ts'
import { workspaceOf } from './workspace-of.ts'

/** A worktree that is gone, and whose it was. */
export interface Pruned {
  run_id: string
  status: string
  worktree: string
}

/** Removes the worktrees of runs that have ended, and says which. */
export async function pruned(runtime: Runtime): Promise<Pruned[]> {
  const rows = await runtime.transaction('read', ({ db }) => endedInWorktrees(db))
  const removed: Pruned[] = []
  for (const row of rows) {
    const { id: run_id, status, worktree } = row
    if (worktree === null || !(await isOurs(runtime, worktree)) || !(await isThere(worktree))) continue
    await removeWorktree(runtime, { worktree, workspace: workspaceOf(row) })
    removed.push({ run_id, status, worktree })
  }
  return removed
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
