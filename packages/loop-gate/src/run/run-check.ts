import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessResult } from 'loop-core/process'
import type { Gate } from '../gate.ts'
import { type Look, lookAt } from '../measure/look.ts'
import type { CommandCriterion, Policy } from '../policy/policy.ts'
import { receiptOfRun } from '../storage/receipts.ts'
import { deleteRun } from '../storage/runs.ts'
import type { ReceiptRow, RunRow } from '../storage/tables.ts'
import type { ReceiptOrigin } from '../words.ts'
import { goesOn, takeLease } from './lease.ts'
import { perform } from './perform.ts'
import { keepReceipt } from './receipt-row.ts'

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
  /** Hears of the end before anything is kept of it. */
  onEnd?: (result: ProcessResult) => void
  /** The most tests that there were in the last five runs, where the criterion keeps them. */
  best?: number
}

/** How a run ended: with a receipt, or not begun because somebody else runs the same. */
export type CheckRun = { receipt: ReceiptRow } | { running: RunRow }

/** Runs the command of a criterion and keeps the receipt. The workspace must have an accepted policy. */
export async function runCheck(place: RunPlace, criterion: CommandCriterion, options: RunOptions = {}): Promise<CheckRun> {
  const { gate, workspace } = place
  const before = options.look ?? (await lookAt(workspace.root, place.policy, gate.signal))
  const timeoutMs = Math.min(criterion.timeout_seconds * 1_000, options.budgetMs ?? Number.POSITIVE_INFINITY)
  const key = { workspace_id: workspace.id, criterion_id: criterion.id, scope_digest: before.scopes[criterion.id] ?? '' }
  const lease = await takeLease(gate, key, timeoutMs)
  if ('held' in lease) return options.waits ? share(place, criterion, options, lease.held) : { running: lease.held }
  try {
    const receipt = await perform(place, criterion, { ...options, before, timeoutMs })
    await keepReceipt(gate, receipt)
    return { receipt }
  } finally {
    await gate.transaction('write', ({ db }) => deleteRun(db, lease.taken))
  }
}

/** Waits until the other run is over, and shares its receipt; runs the check itself where that one was killed and left none. */
async function share(place: RunPlace, criterion: CommandCriterion, options: RunOptions, held: RunRow): Promise<CheckRun> {
  const { gate } = place
  const until = gate.now().getTime() + (options.budgetMs ?? Number.POSITIVE_INFINITY)
  while (await goesOn(gate, held)) {
    if (gate.now().getTime() >= until || gate.signal.aborted) return { running: held }
    await sleep(100)
  }
  const receipt = await gate.transaction('read', ({ db }) => receiptOfRun(db, held, criterion))
  return receipt ? { receipt } : runCheck(place, criterion, options)
}
