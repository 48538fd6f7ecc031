import type { TestCounts } from 'loop-core/process'
import type { ClientName, ReceiptKind, ReceiptOrigin, Verdict, VerdictReason } from './words.ts'

/** What a finished run can show; whether it still holds is another question. */
export type Measured = Exclude<Verdict, 'stale' | 'waived'>

/** What one run was, on which files, and what it showed; never changed after it is written. Times are ISO with Z. */
export interface Receipt {
  /** `rc_…` */
  id: string
  kind: ReceiptKind
  criterion_id: string | null
  /** The program and its arguments; empty for a person's word. */
  command: readonly string[]
  /** Of all that makes it this command (`commandHash`); null for a person's word. */
  command_hash: string | null
  policy_hash: string | null
  /** Relative to the root of the workspace. */
  cwd: string
  digest_before: string | null
  digest_after: string | null
  /** Of the criterion's own paths: the content for which it holds. */
  scope_digest: string | null
  /** The commit, for people; it plays no part in any judgement. */
  head: string | null
  started_at: string
  finished_at: string
  duration_ms: number
  exit_code: number | null
  signal: string | null
  verdict: Measured
  /** Null if it passed. */
  reason: VerdictReason | null
  counts: TestCounts | null
  output_bytes: number
  /** Hex. */
  output_sha256: string
  /** The last 4,000 characters, secrets masked. */
  output_tail: string
  /** The first ten files that changed while it ran, where that is why it shows nothing. */
  changed_paths: readonly string[]
  actor: string
  session_id: string | null
  client: ClientName | null
  origin: ReceiptOrigin
}
