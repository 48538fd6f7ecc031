import { join } from 'node:path'
import { type EffectContext, LoopError } from 'loop-core'
import { digestOf, listWorkspace } from 'loop-core/workspace'
import { RuntimeConfig } from '../config.ts'
import { ignoreRecords, placeOf, rulesOf } from '../place-of.ts'
import { type Beginning, beginRun } from '../run/begin-run.ts'
import { isDirty } from '../run/dirty-start.ts'
import type { Runtime } from '../runtime.ts'
import { loadSkill } from '../skills/load-skill.ts'
import { findKey, keepKey } from '../storage/keys.ts'
import { findRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { type Narrowing, narrow } from '../task/narrow.ts'
import type { RunnableTask } from '../task/task.ts'
import type { ToolPlace } from '../tools/tool.ts'
import { refuseOtherWorkspace } from './workspace-name.ts'

/** What a client asks of a run that it will drive. */
export interface HostBeginning extends Narrowing {
  goal: string
  workspace?: string | undefined
  skill?: string | undefined
  work_ref?: string | undefined
  idempotency_key?: string | undefined
}

/** Begins a run that a client drives, narrower than its workspace where it is asked to; the same key begins one run. */
export async function beginHostRun(context: EffectContext, asked: HostBeginning): Promise<{ row: RunRow; place: ToolPlace }> {
  refuseOtherWorkspace(asked.workspace)
  const place = await placeOf(context)
  const known = await knownRun(place.runtime, asked)
  if (known) return { row: known, place }
  const task = taskOf(context, place, asked)
  const [beginning] = await Promise.all([beginningOf(place, task, asked), ignoreRecords(place.files.root)])
  try {
    return { row: (await beginRun(place.runtime, beginning)).row, place }
  } catch (error) {
    // Somebody else may just have begun it under the same key.
    const row = LoopError.is(error) ? await knownRun(place.runtime, asked) : undefined
    if (row) return { row, place }
    throw error
  }
}

async function knownRun(runtime: Runtime, { idempotency_key: key }: HostBeginning): Promise<RunRow | undefined> {
  if (key === undefined) return undefined
  return runtime.transaction('read', async ({ db }) => {
    const found = await findKey(db, { scope: scopeOf(runtime), key })
    return found && (await findRun(db, found.run_id))
  })
}

function scopeOf({ actor }: Runtime): string {
  return `begin ${actor}`
}

/** A harness that lets its client change files shows what is changed; all others have a person answer. */
function taskOf(context: EffectContext, { files }: ToolPlace, asked: HostBeginning): RunnableTask {
  const settings = context.config(RuntimeConfig)
  const rules = narrow(rulesOf(settings), asked)
  const approvalMode = settings.LOOP_RUNTIME_ALLOW_MUTATIONS ? 'auto' : 'manual'
  return { ...rules, goal: asked.goal, workspace: files.root, skill: asked.skill ?? rules.skill, model: 'host', approvalMode }
}

async function beginningOf({ runtime, files, sandbox }: ToolPlace, task: RunnableTask, asked: HostBeginning): Promise<Beginning> {
  const [skill, { report }, listing] = await Promise.all([
    loadSkill(task.skill, skillFolders()),
    sandbox(),
    listWorkspace(files.root, { signal: runtime.signal }),
  ])
  const { digest: startDigest, head } = digestOf(listing)
  const dirty = await isDirty(files.root, listing, runtime.signal)
  const { work_ref: workRef, idempotency_key: key } = asked
  const also: Beginning['also'] = ({ db }, { id, created_at: at }) =>
    key === undefined ? Promise.resolve() : keepKey(db, { scope: scopeOf(runtime), key, run_id: id, generation: 1, answer: null, at })
  return { task, driver: 'host', root: files.root, skill, sandbox: report, startDigest, head, dirty, workRef, also }
}

/** Where skills are looked for before those that come along. */
export function skillFolders(): string[] {
  return [join(process.cwd(), 'skills')]
}
