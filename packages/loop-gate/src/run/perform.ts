import { join } from 'node:path'
import { ownEnvironment, type ProcessResult, runProcess, type TestCounts } from 'loop-core/process'
import { readCounts } from '../counts/read-counts.ts'
import { commandHash } from '../judge/command-hash.ts'
import { measure } from '../judge/measure.ts'
import { changedNames } from '../measure/changed-names.ts'
import { type Look, lookAt } from '../measure/look.ts'
import type { CommandCriterion } from '../policy/policy.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { checkEnvironment } from './check-environment.ts'
import { outputOf } from './receipt-row.ts'
import type { RunOptions, RunPlace } from './run-check.ts'

const counted = 256 * 1024

/** A run that may begin. */
export interface Begun extends Pick<RunOptions, 'onOutput' | 'onEnd' | 'best'> {
  before: Look
  timeoutMs: number
}

/** Runs the command of a criterion and says what it showed; nothing is kept of it. */
export async function perform(place: RunPlace, criterion: CommandCriterion, begun: Begun): Promise<ReceiptRow> {
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
  begun.onEnd?.(result)
  const counts = await readCounts(criterion.counts, { output: result.outputTail, root: workspace.root, startedAt: started })
  const after = await lookAt(workspace.root, place.policy, neverAborted)
  const receipt = receiptOf(place, criterion, { begun, started, result, counts, after })
  if (receipt.reason !== 'workspace_changed_during_run') return receipt
  return { ...receipt, changed_paths: JSON.stringify(await changedNames(begun.before, after, criterion.paths)) }
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
    changed_paths: null,
    actor: gate.actor,
    session,
    client,
    origin,
  }
}
