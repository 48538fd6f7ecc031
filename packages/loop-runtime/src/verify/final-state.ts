import { digestWorkspace } from 'loop-core/workspace'
import { type WorkspaceFiles, workspaceFiles } from '../files/workspace-files.ts'
import { replayPatches } from '../fork/replay-patches.ts'
import type { Runtime } from '../runtime.ts'
import { stepsOf } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import type { RunnableTask } from '../task/task.ts'
import { addWorktree } from '../worktree/add-worktree.ts'
import { removeWorktree } from '../worktree/remove-worktree.ts'
import { workspaceOf } from '../worktree/workspace-of.ts'
import { filesDiffer } from './refusals.ts'

type Work<Result> = (root: string) => Promise<Result>

/** Does something on the files that a run ended with: in a fresh worktree, or in place where no commit and no journal holds them all. */
export async function inFinalState<Result>(runtime: Runtime, row: RunRow, work: Work<Result>): Promise<Result> {
  const digest = await finalDigest(runtime, row)
  const commit = row.branch ?? row.base_commit
  if (commit === null || (row.dirty_start === 1 && row.worktree === null)) return inPlace(row, digest, work)
  const wanted = { id: `verify_${runtime.newId()}`, workspace: workspaceOf(row), commit }
  const { path: worktree, root } = await addWorktree(runtime, wanted)
  try {
    if (row.branch === null) await replayPatches(runtime, await filesOf(row, root), { run: row.id, step: row.steps })
    const isSame = digest === null || (await digestWorkspace(root)).digest === digest
    return await (isSame ? work(root) : inPlace(row, digest, work))
  } finally {
    await removeWorktree(runtime, { worktree, workspace: wanted.workspace })
  }
}

async function inPlace<Result>({ id, root }: RunRow, digest: string | null, work: Work<Result>): Promise<Result> {
  if (digest !== null && (await digestWorkspace(root)).digest !== digest) throw filesDiffer(id)
  return work(root)
}

/** By the rules of the task, as they were written then. */
function filesOf({ task }: RunRow, root: string): Promise<WorkspaceFiles> {
  const { deny, allow } = (JSON.parse(task) as RunnableTask).security
  return workspaceFiles({ root, deny, allow })
}

/** Of the files on which the final answer was judged last. */
async function finalDigest(runtime: Runtime, { id }: RunRow): Promise<string | null> {
  const steps = await runtime.transaction('read', ({ db }) => stepsOf(db, id))
  return steps.findLast(({ kind, result_at }) => kind === 'verify' && result_at !== null)?.digest_after ?? null
}
