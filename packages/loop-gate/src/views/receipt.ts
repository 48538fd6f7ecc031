import { LoopError } from 'loop-core'
import { z } from 'zod'
import type { GateDatabase } from '../gate.ts'
import { findReceipt, receiptOf } from '../storage/receipts.ts'
import { clients, receiptKinds, receiptOrigins, verdictReasons, verdicts } from '../words.ts'
import { Quoted, quoted } from './quoted.ts'

const text = z.string().nullable()

/** All that was kept of a run. */
export const WholeReceipt = z.object({
  id: z.string(),
  kind: z.enum(receiptKinds),
  criterion_id: text,
  command: z.array(z.string()),
  command_hash: text,
  policy_hash: text,
  cwd: z.string(),
  digest_before: text,
  digest_after: text,
  scope_digest: text,
  head: text,
  started_at: z.string(),
  finished_at: z.string(),
  duration_ms: z.int(),
  exit_code: z.int().nullable(),
  signal: text,
  verdict: z.enum(verdicts),
  reason: z.enum(verdictReasons).nullable(),
  counts: z.object({ passed: z.int(), failed: z.int(), skipped: z.int() }).nullable(),
  output_bytes: z.int(),
  output_sha256: z.string(),
  output_tail: Quoted,
  changed_paths: z.array(z.string()),
  actor: z.string(),
  session_id: text,
  client: z.enum(clients).nullable(),
  origin: z.enum(receiptOrigins),
})
export type WholeReceipt = z.output<typeof WholeReceipt>

/** A receipt as a reader gets it: what the program printed is marked as such. */
export async function readReceipt(id: string, { db }: { db: GateDatabase }): Promise<WholeReceipt> {
  const row = await findReceipt(db, id)
  if (row === undefined)
    throw new LoopError('not_found', 'There is no such receipt.', {
      code: 'receipt_not_found',
      hints: ['run_checks and get_gate_status name receipts; of each check the newest 20 are kept.'],
    })
  const receipt = receiptOf(row)
  return { ...receipt, command: [...receipt.command], changed_paths: [...receipt.changed_paths], output_tail: quoted(receipt.output_tail) }
}
