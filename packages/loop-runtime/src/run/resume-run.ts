import { endMarkedProcesses } from 'loop-core/process'
import { digestWorkspace } from 'loop-core/workspace'
import { stepVariable } from '../commands/run-command.ts'
import type { WorkspaceFiles } from '../files/workspace-files.ts'
import { settlePatch } from '../patch/settle.ts'
import type { Runtime } from '../runtime.ts'
import { insertReceipt, receiptsSince } from '../storage/receipts.ts'
import { changeRun, findRun, stepsOf } from '../storage/runs.ts'
import type { RunRow, StepRow } from '../storage/tables.ts'
import { markerOf } from '../tools/command-run.ts'
import { patchFiles } from '../tools/patch-files.ts'
import { hasEnded } from '../words.ts'
import { type IntendedEffect, readEffects } from './intended-effects.ts'
import { Journal, type TraceEvent } from './journal.ts'
import { drivenByClient, leaseLost, runEnded, runNotFound, stepInProgress } from './refusals.ts'

const goesOn: readonly RunRow['status'][] = ['interrupted', 'waiting_approval', 'running']
const silentMs = 30_000

export interface Resuming {
  runtime: Runtime
  onEvent?: ((event: TraceEvent) => void) | undefined
}

/** Takes a run over from whoever drove it; refuses where that one still lives, and one of two who try at once. */
export async function takeOver({ runtime, onEvent }: Resuming, id: string): Promise<Journal> {
  const { row, steps } = await runtime.transaction('write', async ({ db }) => {
    const found = await findRun(db, id)
    if (found === undefined) throw runNotFound()
    if (found.driver === 'host' && !hasEnded(found.status)) throw drivenByClient(found)
    if (!canGoOn(found)) throw runEnded(found)
    if (found.status === 'running' && isDriven(found, runtime.now())) throw stepInProgress(found)
    const change = {
      status: 'running',
      owner: `${process.pid}`,
      generation: found.generation + 1,
      ended_at: null,
      active_root: found.root,
    } as const
    if (!(await changeRun(db, found, change))) throw leaseLost(id)
    return { row: { ...found, ...change }, steps: await stepsOf(db, id) }
  })
  const journal = new Journal(runtime, { row, steps }, onEvent)
  journal.event('run_resumed', { generation: row.generation })
  journal.emit('run.resumed')
  await journal.commit()
  return journal
}

/** A model that failed is no judgement of the work. */
function canGoOn({ status, reason }: RunRow): boolean {
  return goesOn.includes(status) || (status === 'failed' && (reason ?? '').startsWith('model_error'))
}

/** A driver that is gone leaves its process number behind, or falls silent. */
function isDriven({ owner, heartbeat_at }: RunRow, now: Date): boolean {
  if (owner === null || Number(owner) === process.pid) return false
  try {
    process.kill(Number(owner), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return now.getTime() - Date.parse(heartbeat_at ?? '1970-01-01') < silentMs
}

/** Settles what was begun and has no result, before anything new is done. */
export async function settleLast({ runtime }: Resuming, journal: Journal, files: WorkspaceFiles): Promise<void> {
  const last = journal.steps.at(-1)
  if (last === undefined || last.result_at !== null) return
  if (last.kind === 'tool') await endMarkedProcesses({ name: stepVariable, value: markerOf({ id: last.run_id, step: last.seq }) })
  const intended = effectsOf(last)
  const settled = intended && (await settleEffects(runtime, files, intended))
  journal.event('step_recovered', { step: last.seq, kind: last.kind, as: settled?.outcome ?? 'lost' })
  if (intended === undefined || settled === undefined) return journal.end(last, { outcome: 'lost', result: {} })
  if (settled.outcome === 'unknown') return endUnknown(journal, last, settled.paths)
  const { digest } = await digestWorkspace(files.root, { signal: runtime.signal })
  await keepReceipt(runtime, journal, { last, intended, digest })
  const text = JSON.stringify({ editedFiles: intended.map(({ path }) => path), editCount: intended.length, recovered: true })
  await journal.end(last, { outcome: 'ok', digest_after: digest, result: { text, wrote: true, same_sha256: last.action_sha256 } })
}

function endUnknown(journal: Journal, last: StepRow, paths: readonly string[]): Promise<void> {
  const feedback = [`A patch was cut short, and these files are neither as they were nor as it makes them: ${paths.join(', ')}. Read them.`]
  return journal.end(last, { outcome: 'unknown', result: { feedback } })
}

interface Settled {
  last: StepRow
  intended: readonly IntendedEffect[]
  digest: string | null
}

/** The receipt of a patch whose writer died before it could leave one. */
async function keepReceipt(runtime: Runtime, { row }: Journal, { last, intended, digest }: Settled): Promise<void> {
  await runtime.transaction('write', async ({ db }) => {
    const receipts = await receiptsSince(db, row.root, row.created_at)
    if (receipts.some(({ run_id, step }) => run_id === row.id && step === last.seq)) return
    await insertReceipt(db, {
      id: `rr_${runtime.newId()}`,
      root: row.root,
      run_id: row.id,
      step: last.seq,
      kind: 'patch',
      name: null,
      command: '',
      command_sha256: last.action_sha256 ?? '',
      outcome: 'passed',
      exit_code: null,
      signal: null,
      tests: null,
      started_at: last.intent_at,
      duration_ms: 0,
      output: null,
      digest_before: last.digest_before,
      digest_after: digest,
      wrote: JSON.stringify(intended.map(({ path }) => path)),
      verifiers: '[]',
      effects: JSON.stringify(intended),
      sandbox: null,
      policy_sha256: row.policy_sha256,
      actor: row.actor,
    })
  })
}

function effectsOf({ args }: StepRow): IntendedEffect[] | undefined {
  return args === null ? undefined : (JSON.parse(args) as { effects?: IntendedEffect[] }).effects
}

async function settleEffects(runtime: Runtime, files: WorkspaceFiles, intended: readonly IntendedEffect[]) {
  const effects = await runtime.transaction('read', ({ db }) => readEffects(db, intended))
  return settlePatch(patchFiles(files), effects)
}
