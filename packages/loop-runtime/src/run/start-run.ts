import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { LoopError } from 'loop-core'
import { workspaceFiles } from '../files/workspace-files.ts'
import type { Model } from '../model.ts'
import { openModel } from '../models/open-model.ts'
import { systemText } from '../models/system-text.ts'
import type { Runtime } from '../runtime.ts'
import { openSandbox } from '../sandbox/open-sandbox.ts'
import { loadSkill } from '../skills/load-skill.ts'
import type { RunRow } from '../storage/tables.ts'
import type { RunnableTask } from '../task/task.ts'
import { watchRun } from '../telemetry/watch-run.ts'
import { toolboxOf } from '../tools/toolbox.ts'
import { openTree } from '../worktree/open-tree.ts'
import { clearUp, removeWorktree } from '../worktree/remove-worktree.ts'
import { beginRun, newRunId } from './begin-run.ts'
import { drive, interrupt } from './drive.ts'
import { endRun } from './end-run.ts'
import type { Engine } from './engine.ts'
import { heartbeat } from './heartbeat.ts'
import type { Journal, TraceEvent } from './journal.ts'
import { asDriver } from './owner.ts'
import { takeOver } from './take-over.ts'

/** What a run has around it. */
export interface Around extends Pick<Engine, 'ask' | 'onText' | 'onProgress'> {
  runtime: Runtime
  /** Where skills are looked for, nearest first. */
  skillFolders: readonly string[]
  /** Instead of the one that the task names. */
  model?: Model | undefined
  /** A new file that takes the model's replies. */
  record?: string | undefined
  workRef?: string | undefined
  /** Aborted when the run shall end after what it does now. */
  stop?: AbortSignal | undefined
  onEvent?: ((event: TraceEvent) => void) | undefined
}

/** Begins a run and drives it as far as it goes without a person. What stands in its way before it has begun ends it as failed. */
export async function startRun(task: RunnableTask, around: Around): Promise<RunRow> {
  const id = newRunId(around.runtime)
  const place = await newPlace(task, around, id).catch(faultOf)
  if (LoopError.is(place)) return refuse(task, around, place)
  const { tree, skill, sandbox } = place
  const beginning = { ...tree, id, task: place.task, driver: 'model', skill, sandbox: sandbox.report, workRef: around.workRef } as const
  const journal = await beginRun(around.runtime, beginning, around.onEvent)
  return go(task, around, { ...place, journal })
}

/** Goes on with a run where it was, after settling what was begun. */
export async function resumeRun(id: string, around: Around): Promise<RunRow> {
  return driveTaken(await takeOver(around, id), around)
}

/** Drives a run that was taken over as far as it goes without a person. */
export async function driveTaken(journal: Journal, around: Around): Promise<RunRow> {
  const task = JSON.parse(journal.row.task) as RunnableTask
  const place = await preparePlace(task, around, journal.row.root).catch(async (fault: unknown) => {
    await interrupt(journal)
    throw fault
  })
  return go(task, around, { ...place, journal })
}

type Place = Awaited<ReturnType<typeof preparePlace>>

/** Where a new run works. A task with a worktree names the tree that it is made from. */
async function newPlace(task: RunnableTask, around: Around, id: string) {
  const { runtime } = around
  const workspace = await folderOf(task.workspace)
  const tree = await openTree(runtime, { workspace, id, worktree: task.worktree })
  try {
    return { tree, task: { ...task, workspace }, ...(await preparePlace(task, around, tree.root)) }
  } catch (error) {
    await removeWorktree(runtime, { worktree: tree.worktree, workspace })
    throw error
  }
}

/** The files of a folder by the rules of a task, the skill, and what contains commands there. */
export async function preparePlace(task: RunnableTask, { runtime, skillFolders }: Pick<Around, 'runtime' | 'skillFolders'>, path: string) {
  const root = await folderOf(path)
  const { deny, allow } = task.security
  const files = await workspaceFiles({ root, deny, allow })
  const [skill, sandbox] = await Promise.all([
    loadSkill(task.skill, skillFolders),
    openSandbox({
      mode: task.sandbox,
      network: task.sandboxNetwork,
      root: files.root,
      environment: runtime.environment,
      isProtected: (path) => files.denies(path, 'write'),
    }),
  ])
  return { files, skill, sandbox }
}

async function folderOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory()) return realpath(path)
  throw new LoopError('unavailable', `The workspace ${resolve(path)} does not exist.`, {
    code: 'no_workspace',
    hints: ['Name a folder that is there: --workspace PATH. None is made.'],
  })
}

function faultOf(error: unknown): LoopError {
  if (LoopError.is(error)) return error
  throw error
}

/** A run that cannot begin leaves a trace all the same. */
async function refuse(task: RunnableTask, { runtime, onEvent, workRef }: Around, fault: LoopError): Promise<RunRow> {
  const nowhere = {
    startDigest: null,
    head: null,
    dirty: false,
    worktree: null,
    sandbox: { kind: 'none', network: 'host', reason: 'nothing ran' },
  } as const
  const journal = await beginRun(runtime, { task, driver: 'model', root: resolve(task.workspace), workRef, ...nowhere }, onEvent)
  if (fault.code === 'skill_not_found') journal.event('skill_load_failed', { skill: task.skill, problem: fault.message })
  await endRun(journal, 'failed', { reason: fault.message })
  return journal.row
}

async function go(task: RunnableTask, around: Around, { journal, ...place }: Place & { journal: Journal }): Promise<RunRow> {
  const beat = heartbeat(around.runtime, journal)
  const unwatch = await watchRun(around.runtime, journal)
  try {
    await asDriver(journal.row.id, async () => drive(await engineOf(task, around, { ...place, journal }), journal))
  } catch (error) {
    await leave(around, journal, error)
  } finally {
    beat.stop()
    await unwatch()
  }
  await clearUp(around.runtime, journal.row)
  return journal.row
}

/** Whatever broke off the drive, the run can go on once its cause is gone. */
async function leave({ runtime }: Around, journal: Journal, error: unknown): Promise<void> {
  if (runtime.signal.aborted) return interrupt(journal)
  if (!LoopError.is(error) || error.code === 'lease_lost') throw error
  await endRun(journal, 'failed', { reason: `model_error: ${error.message}` })
}

async function engineOf(
  task: RunnableTask,
  around: Around,
  { journal, files, skill, sandbox }: Place & { journal: Journal },
): Promise<Engine> {
  const { runtime, ask, onText, onProgress } = around
  return {
    runtime,
    task,
    tools: toolboxOf({ runtime, files, rules: task, sandbox: async () => sandbox }),
    model: around.model ?? (await modelOf(task, around, journal)),
    system: systemText({ skill: skill.content }),
    contextTokens: numberIn(runtime, 'LOOP_RUNTIME_CONTEXT', 60_000),
    maxOutputTokens: numberIn(runtime, 'LOOP_RUNTIME_MAX_OUTPUT', 8_192),
    stop: around.stop ?? new AbortController().signal,
    ...(ask && { ask }),
    ...(onText && { onText }),
    ...(onProgress && { onProgress }),
  }
}

async function modelOf(task: RunnableTask, { runtime, record }: Around, { steps }: Journal): Promise<Model> {
  const timeoutMs = numberIn(runtime, 'LOOP_RUNTIME_MODEL_TIMEOUT', 120) * 1_000
  // A reply that was lost is asked for again.
  const asked = steps.filter(({ kind, outcome }) => kind === 'model' && outcome !== null && outcome !== 'lost').length
  return openModel(task.model, { environment: runtime.environment, asked, timeoutMs, ...(record !== undefined && { record }) })
}

function numberIn({ environment }: Runtime, name: string, usual: number): number {
  const number = Number(environment[name])
  return number > 0 ? number : usual
}
