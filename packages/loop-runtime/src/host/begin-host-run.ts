import { type EffectContext, LoopError } from 'loop-core'
import { driveJob } from '../jobs/drive-job.ts'
import { ignoreRecords, type Place, placeIn, placeOf } from '../place-of.ts'
import { type Beginning, beginRun, newRunId } from '../run/begin-run.ts'
import { awaitedJob } from '../run/owner.ts'
import type { Runtime } from '../runtime.ts'
import { loadSkill } from '../skills/load-skill.ts'
import { findKey, keepKey } from '../storage/keys.ts'
import { findRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { type Narrowing, narrow } from '../task/narrow.ts'
import type { RunnableTask } from '../task/task.ts'
import { type OpenedTree, openTree } from '../worktree/open-tree.ts'
import { removeWorktree } from '../worktree/remove-worktree.ts'
import { listedModel } from './listed-model.ts'
import { placeOfRow } from './place-of-run.ts'

type Driver = RunRow['driver']

/** What a client asks of a run that it begins. */
export interface Asked extends Narrowing {
  goal: string
  /** Of a run that a job drives. */
  model?: string | undefined
  workspace?: string | undefined
  skill?: string | undefined
  worktree?: boolean | undefined
  work_ref?: string | undefined
  idempotency_key?: string | undefined
}

/** A run, and the folder in which it works. */
export interface Begun {
  row: RunRow
  place: Place
}

/** Begins a run that a client drives, narrower than its workspace where it is asked to; the same key begins one run. */
export async function beginHostRun(context: EffectContext, asked: Asked): Promise<Begun> {
  return begin(context, asked, 'host')
}

/** Begins a run that a job drives with a model which the operator listed. */
export async function beginJobRun(context: EffectContext, asked: Asked): Promise<Begun> {
  const begun = await begin(context, asked, 'model')
  if (begun.row.owner === awaitedJob) await context.transaction(async ({ enqueue }) => enqueue(driveJob(begun.row)))
  return begun
}

async function begin(context: EffectContext, asked: Asked, driver: Driver): Promise<Begun> {
  const place = await placeOf(context, asked.workspace)
  const task = taskOf(place, asked, driver)
  const known = await knownRun(place.runtime, asked)
  if (known) return { row: known, place: await placeOfRow(context, known) }
  await ignoreRecords(place.files.root)
  const id = newRunId(place.runtime)
  const tree = await openTree(place.runtime, { id, workspace: place.files.root, worktree: task.worktree })
  try {
    return await beginIn(await placeIn(context, place.workspace, tree.root), { id, tree, task, asked, driver })
  } catch (error) {
    await removeWorktree(place.runtime, { worktree: tree.worktree, workspace: place.files.root })
    // Somebody else may just have begun it under the same key.
    const row = LoopError.is(error) ? await knownRun(place.runtime, asked) : undefined
    if (row) return { row, place: await placeOfRow(context, row) }
    throw error
  }
}

interface Prepared {
  id: string
  tree: OpenedTree
  task: RunnableTask
  asked: Asked
  driver: Driver
}

async function beginIn(place: Place, { id, tree, driver, task, asked }: Prepared): Promise<Begun> {
  const beginning = { ...(await beginningOf(place, task, asked)), ...tree, id, driver, byJob: driver === 'model' }
  return { row: (await beginRun(place.runtime, beginning)).row, place }
}

async function knownRun(runtime: Runtime, { idempotency_key: key }: Asked): Promise<RunRow | undefined> {
  if (key === undefined) return undefined
  return runtime.transaction('read', async ({ db }) => {
    const found = await findKey(db, { scope: scopeOf(runtime), key })
    return found && (await findRun(db, found.run_id))
  })
}

function scopeOf({ actor }: Runtime): string {
  return `begin ${actor}`
}

/** Where clients may change files without being asked, a run may as well, unless the operator's task says otherwise; all others have a person answer. */
function taskOf({ files, workspace }: Place, asked: Asked, driver: Driver): RunnableTask {
  const rules = narrow(workspace.rules, asked)
  const approvalMode = workspace.approvalMode ?? (workspace.allowMutations ? 'auto' : 'manual')
  const worktree = rules.worktree || (asked.worktree ?? false)
  const model = driver === 'host' ? 'host' : listedModel(workspace, asked.model)
  return { ...rules, goal: asked.goal, workspace: files.root, skill: asked.skill ?? rules.skill, model, approvalMode, worktree }
}

async function beginningOf({ runtime, workspace, skillFolders, sandbox }: Place, task: RunnableTask, asked: Asked) {
  const [skill, { report }] = await Promise.all([loadSkill(task.skill, skillFolders), sandbox()])
  const { work_ref: workRef, idempotency_key: key } = asked
  const also: Beginning['also'] = ({ db }, { id, created_at: at }) =>
    key === undefined ? Promise.resolve() : keepKey(db, { scope: scopeOf(runtime), key, run_id: id, generation: 1, answer: null, at })
  return { task, workspace: workspace.name, skill, sandbox: report, workRef, also } as const
}
