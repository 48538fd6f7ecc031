import { noCounters } from '../gates/counters.ts'
import type { Runtime, RuntimeTransaction } from '../runtime.ts'
import type { SandboxReport } from '../sandbox/sandbox.ts'
import type { Skill } from '../skills/load-skill.ts'
import { activeRun, insertRun } from '../storage/runs.ts'
import type { RunRow } from '../storage/tables.ts'
import { policySha256 } from '../task/policy-hash.ts'
import type { RunnableTask } from '../task/task.ts'
import { Journal, type TraceEvent } from './journal.ts'
import { awaitedJob, thisProcess } from './owner.ts'
import { workspaceBusy } from './refusals.ts'

/** What a run begins with. */
export interface Beginning {
  /** A new one unless given. */
  id?: string | undefined
  task: RunnableTask
  driver: RunRow['driver']
  /** Whether a job drives it, which takes it up as soon as there is one. */
  byJob?: boolean
  /** The name of the workspace. */
  workspace?: string
  /** Its real path. */
  root: string
  /** Missing where it could not be loaded. */
  skill?: Skill | undefined
  sandbox: SandboxReport
  startDigest: string | null
  head: string | null
  dirty: boolean
  /** The path of its own worktree. */
  worktree?: string | null | undefined
  workRef?: string | undefined
  /** The run whose first steps it has, and how many patches were written again. */
  forkedFrom?: { run: string; step: number; patches: number } | undefined
  /** What belongs into the transaction that makes the run. */
  also?: ((transaction: RuntimeTransaction, run: RunRow) => Promise<unknown>) | undefined
}

/** Begins a run; refuses where the folder has an active one. */
export async function beginRun(runtime: Runtime, beginning: Beginning, onEvent?: (event: TraceEvent) => void): Promise<Journal> {
  const row = rowOf(runtime, beginning)
  const other = await runtime.transaction('write', async (transaction) => {
    if (!(await insertRun(transaction.db, row))) return (await activeRun(transaction.db, row.root)) ?? row
    await beginning.also?.(transaction, row)
  })
  if (other) throw workspaceBusy(other)
  const journal = new Journal(runtime, { row }, onEvent)
  traceBeginning(journal, beginning)
  journal.emit('run.started', { driver: row.driver, model: row.model })
  await journal.commit()
  return journal
}

/** Names a run before it begins, so that its worktree can have the name. */
export function newRunId({ newId }: Pick<Runtime, 'newId'>): string {
  return `run_${newId()}`
}

function rowOf(runtime: Runtime, beginning: Beginning): RunRow {
  const {
    task,
    driver,
    byJob = false,
    workspace = 'default',
    root,
    startDigest,
    head,
    dirty,
    worktree = null,
    workRef,
    forkedFrom,
  } = beginning
  const now = runtime.now().toISOString()
  return {
    id: beginning.id ?? newRunId(runtime),
    status: statusOf(beginning),
    driver,
    goal: task.goal,
    workspace,
    root,
    active_root: root,
    task: JSON.stringify(task),
    policy_sha256: policySha256(task),
    model: task.model,
    skill: task.skill,
    base_commit: head,
    start_digest: startDigest,
    dirty_start: dirty ? 1 : 0,
    worktree,
    branch: null,
    counters: JSON.stringify(noCounters),
    owner: byJob ? awaitedJob : forkedFrom ? null : thisProcess,
    by_job: byJob ? 1 : 0,
    generation: 1,
    heartbeat_at: now,
    actor: runtime.actor,
    work_ref: workRef ?? null,
    parent_run_id: forkedFrom?.run ?? null,
    forked_from_step: forkedFrom?.step ?? null,
    verified: null,
    verified_by: null,
    verified_at: null,
    final_answer: null,
    confidence: null,
    reason: null,
    report: null,
    created_at: now,
    ended_at: null,
    steps: forkedFrom?.step ?? 0,
    events: 0,
  }
}

/** A fork is not driven where it is made: `resume` goes on with it. */
function statusOf({ driver, forkedFrom }: Beginning): RunRow['status'] {
  if (driver === 'host') return 'waiting_host'
  return forkedFrom ? 'interrupted' : 'running'
}

function traceBeginning(journal: Journal, { task, skill, sandbox, startDigest, forkedFrom }: Beginning): void {
  const { goal, model, security, approvalMode } = task
  const { root: workspace, policy_sha256, worktree } = journal.row
  journal.event('task_created', { goal, workspace, start_digest: startDigest, policy_sha256, ...(worktree !== null && { worktree }) })
  if (skill) journal.event('skill_loaded', { skill: task.skill, characters: skill.content.length })
  journal.event('model_selected', { model })
  journal.event('tools_loaded', { tools: security.allowedTools, approval_mode: approvalMode })
  journal.event('sandbox_selected', { ...sandbox })
  if (forkedFrom) journal.event('run_forked', { from: forkedFrom.run, step: forkedFrom.step, patches: forkedFrom.patches })
}
