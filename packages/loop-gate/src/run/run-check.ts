import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownEnvironment, type ProcessResult, runProcess } from 'loop-core/process'
import type { TestCounts } from '../counts/counts.ts'
import { readCounts } from '../counts/read-counts.ts'
import type { Gate } from '../gate.ts'
import { commandHash } from '../judge/command-hash.ts'
import { measure } from '../judge/measure.ts'
import { type Look, lookAt } from '../measure/look.ts'
import type { CommandCriterion, Policy } from '../policy/policy.ts'
import { receiptSince } from '../storage/receipts.ts'
import { deleteRun } from '../storage/runs.ts'
import type { ReceiptRow, RunRow } from '../storage/tables.ts'
import type { ReceiptOrigin } from '../words.ts'
import { checkEnvironment } from './check-environment.ts'
import { takeLease } from './lease.ts'
import { keepReceipt, outputOf } from './receipt-row.ts'

/** Where a check is run, and on whose behalf. */
export interface RunPlace {
  gate: Gate
  workspace: { id: string; root: string }
  policy: Policy
  policyHash: string
  session: string | null
  client: string | null
  origin: ReceiptOrigin
}

export interface RunOptions {
  /** The content before; looked at anew unless given. */
  look?: Look
  /** How long everything may take, besides the criterion's own limit. */
  budgetMs?: number
  /** Whether to wait for somebody who runs the same check on the same content, and to share the receipt. */
  waits?: boolean
  onOutput?: (chunk: Buffer, stream: 'stdout' | 'stderr') => void
  /** The most tests that passed in the last five receipts that are `passed`, where the criterion keeps them. */
  best?: number
}

/** How a run ended: with a receipt, or not begun because somebody else runs the same. */
export type CheckRun = { receipt: ReceiptRow } | { running: RunRow }

const counted = 256 * 1024

/** Runs the command of a criterion and keeps the receipt. The workspace must have an accepted policy. */
export async function runCheck(place: RunPlace, criterion: CommandCriterion, options: RunOptions = {}): Promise<CheckRun> {
  const { gate, workspace } = place
  const before = options.look ?? (await lookAt(workspace.root, place.policy, gate.signal))
  const timeoutMs = Math.min(criterion.timeout_seconds * 1_000, options.budgetMs ?? Number.POSITIVE_INFINITY)
  const key = { workspace_id: workspace.id, criterion_id: criterion.id, scope_digest: before.scopes[criterion.id] ?? '' }
  const lease = await takeLease(gate, key, timeoutMs)
  if ('held' in lease) return options.waits ? waitFor(gate, lease.held, options.budgetMs) : { running: lease.held }
  try {
    return { receipt: await perform(place, criterion, { ...options, before, timeoutMs }) }
  } finally {
    await gate.transaction('write', ({ db }) => deleteRun(db, lease.taken))
  }
}

interface Begun extends RunOptions {
  before: Look
  timeoutMs: number
}

async function perform(place: RunPlace, criterion: CommandCriterion, begun: Begun): Promise<ReceiptRow> {
  const { gate, workspace } = place
  const started = gate.now()
  const result = await runProcess({
    command: criterion.run,
    cwd: join(workspace.root, criterion.cwd),
    env: checkEnvironment(ownEnvironment(), criterion.env),
    timeoutMs: begun.timeoutMs,
    maxOutputBytes: counted,
    signal: gate.signal,
    onOutput: begun.onOutput,
  })
  const counts = await readCounts(criterion.counts, { output: result.outputTail, root: workspace.root, startedAt: started })
  const after = await lookAt(workspace.root, place.policy, neverAborted)
  const row = receiptOf(place, criterion, { begun, started, result, counts, after })
  await keepReceipt(gate, row)
  return row
}

/** The look afterwards is of use also to whoever was cut off. */
const neverAborted = new AbortController().signal

interface Ended {
  begun: Begun
  started: Date
  result: ProcessResult
  counts: TestCounts | null
  after: Look
}

function receiptOf(place: RunPlace, criterion: CommandCriterion, { begun, started, result, counts, after }: Ended): ReceiptRow {
  const { gate, workspace, policyHash, session, client, origin } = place
  const [digestBefore, digestAfter] = [begun.before.scopes[criterion.id] ?? null, after.scopes[criterion.id] ?? null]
  const { outcome, exitCode } = result
  const cutOff = outcome === 'timed_out' && begun.timeoutMs < criterion.timeout_seconds * 1_000
  const measured = measure(criterion, { outcome, exitCode, counts, digestBefore, digestAfter, bestOfLastFive: begun.best })
  return {
    id: `rc_${gate.newId()}`,
    workspace_id: workspace.id,
    kind: 'criterion',
    criterion_id: criterion.id,
    command: JSON.stringify(criterion.run),
    command_hash: commandHash(criterion),
    policy_hash: policyHash,
    cwd: criterion.cwd,
    digest_before: begun.before.digest,
    digest_after: after.digest,
    scope_digest: criterion.writes ? digestAfter : digestBefore,
    head: begun.before.head,
    started_at: started.toISOString(),
    finished_at: gate.now().toISOString(),
    verdict: measured.verdict,
    reason: cutOff ? 'over_budget' : measured.reason,
    counts: counts && JSON.stringify(counts),
    ...outputOf(result),
    actor: gate.actor,
    session,
    client,
    origin,
  }
}

/** Waits until the other run is over, whose receipt then stands in the storage. */
async function waitFor(gate: Gate, held: RunRow, budgetMs = Number.POSITIVE_INFINITY): Promise<CheckRun> {
  const until = Math.min(Date.parse(held.until), gate.now().getTime() + budgetMs)
  while (gate.now().getTime() < until && !gate.signal.aborted) {
    await sleep(100)
    const receipt = await gate.transaction('read', ({ db }) => receiptSince(db, held))
    if (receipt) return { receipt }
  }
  return { running: held }
}
