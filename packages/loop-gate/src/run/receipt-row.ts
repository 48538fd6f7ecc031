import { type ProcessResult, redactSecrets } from 'loop-core/process'
import type { Gate } from '../gate.ts'
import { resolveGap } from '../storage/gaps.ts'
import { insertReceipt } from '../storage/receipts.ts'
import type { ReceiptRow } from '../storage/tables.ts'

const tailCharacters = 4_000

/** What a receipt keeps of a process: its end, and of its output the hash and the last characters without secrets. */
export function outputOf({ durationMs, exitCode, signal, outputBytes, outputSha256, outputTail }: ProcessResult) {
  return {
    duration_ms: durationMs,
    exit_code: exitCode,
    signal,
    output_bytes: outputBytes,
    output_sha256: outputSha256,
    // Masked before it is cut, since half a secret is no longer recognised.
    output_tail: redactSecrets(outputTail).slice(-tailCharacters),
  }
}

/** Writes a receipt down; where it shows that a criterion holds, its open gap is closed. */
export async function keepReceipt(gate: Gate, row: ReceiptRow): Promise<void> {
  await gate.transaction('write', async ({ db, emit }) => {
    if (!(await insertReceipt(db, row))) return
    const { id, workspace_id: scope, criterion_id: criterion, verdict, counts } = row
    emit({ type: 'receipt.recorded', entity: id, scope, details: { criterion, verdict, counts: counts && JSON.parse(counts) } })
    if (criterion === null || verdict !== 'passed') return
    const gap = await resolveGap(db, { workspace_id: scope, criterion_id: criterion }, row.finished_at)
    if (gap) emit({ type: 'gap.resolved', entity: gap.id, scope, details: { criterion } })
  })
}
