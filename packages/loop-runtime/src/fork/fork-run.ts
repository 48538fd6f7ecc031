import { type Beginning, beginRun, newRunId } from '../run/begin-run.ts'
import { runNotFound } from '../run/refusals.ts'
import { preparePlace } from '../run/start-run.ts'
import type { Runtime, RuntimeDatabase } from '../runtime.ts'
import { insertReceipt } from '../storage/receipts.ts'
import { findRun, insertStep, stepsOf } from '../storage/runs.ts'
import type { ReceiptRow, RunRow, StepRow } from '../storage/tables.ts'
import type { RunnableTask } from '../task/task.ts'
import { type OpenedTree, openTree } from '../worktree/open-tree.ts'
import { removeWorktree } from '../worktree/remove-worktree.ts'
import { workspaceOf } from '../worktree/workspace-of.ts'
import { forkNeedsCleanStart, forkNeedsCommit, stepNotFound } from './refusals.ts'
import { replayPatches } from './replay-patches.ts'

/** From where a run is begun again. */
export interface Forking {
  id: string
  /** The last step that both have in common. */
  step: number
  skillFolders: readonly string[]
}

/** Begins a run with the first steps of another: in a new worktree with their patches, its model told what was said in them. */
export async function forkRun(runtime: Runtime, forking: Forking): Promise<RunRow> {
  const parent = await runtime.transaction('read', ({ db }) => parentOf(db, forking))
  const id = newRunId(runtime)
  const workspace = workspaceOf(parent.row)
  const tree = await openTree(runtime, { id, workspace, worktree: true, commit: parent.row.base_commit! })
  try {
    const beginning = await beginningOf(runtime, parent, { ...forking, tree, workspace })
    return (await beginRun(runtime, { ...beginning, id })).row
  } catch (error) {
    await removeWorktree(runtime, { worktree: tree.worktree, workspace })
    throw error
  }
}

interface Parent {
  row: RunRow
  /** Those that the new run begins with. */
  steps: StepRow[]
  /** When it went on behind them. */
  until: string | undefined
}

async function parentOf(db: RuntimeDatabase, { id, step }: Forking): Promise<Parent> {
  const row = await findRun(db, id)
  if (row === undefined) throw runNotFound()
  if (row.base_commit === null) throw forkNeedsCommit(row)
  // From a worktree such changes stay behind, so its run began with a commit all the same.
  if (row.dirty_start === 1 && row.worktree === null) throw forkNeedsCleanStart(row)
  const all = await stepsOf(db, id)
  const steps = all.filter(({ seq }) => seq <= step)
  if (steps.at(-1)?.seq !== step || steps.at(-1)?.result_at === null) throw stepNotFound(row, step)
  return { row, steps, until: all[steps.length]?.intent_at }
}

interface Wanted extends Forking {
  tree: OpenedTree
  workspace: string
}

async function beginningOf(runtime: Runtime, { row, steps, until }: Parent, { tree, workspace, step, skillFolders }: Wanted) {
  const task: RunnableTask = { ...(JSON.parse(row.task) as RunnableTask), workspace, worktree: true }
  const { files, skill, sandbox } = await preparePlace(task, { runtime, skillFolders }, tree.root)
  const receipts = await replayPatches(runtime, files, { run: row.id, step, until })
  const forkedFrom = { run: row.id, step, patches: receipts.length }
  const also: Beginning['also'] = ({ db }, fork) => inherit(db, { fork, steps, receipts, newId: runtime.newId })
  const about = { task, driver: row.driver, skill, sandbox: sandbox.report, workRef: row.work_ref ?? undefined }
  // It begins as the other did, whatever lies in the tree of the person by now.
  return { ...tree, dirty: row.dirty_start === 1, ...about, forkedFrom, also }
}

interface Inheritance extends Pick<Runtime, 'newId'> {
  fork: RunRow
  steps: readonly StepRow[]
  receipts: readonly ReceiptRow[]
}

/** What was shown elsewhere proves nothing here, so of the receipts only those of patches are kept; their files were not looked at as a whole. */
async function inherit(db: RuntimeDatabase, { fork, steps, receipts, newId }: Inheritance): Promise<void> {
  const { id: run_id, root, created_at: started_at, actor } = fork
  for (const step of steps) await insertStep(db, { ...step, run_id, generation: 1 })
  const unseen = { digest_before: null, digest_after: null }
  for (const receipt of receipts) await insertReceipt(db, { ...receipt, ...unseen, id: newId(), run_id, root, started_at, actor })
}
