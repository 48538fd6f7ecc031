import type { CommandOutcome, ReceiptKind } from '../words.ts'

/** What a receipt says, as far as gates read it. */
export interface ReceiptFacts {
  id: string
  kind: ReceiptKind
  /** As it was configured; empty for a patch or an undo. */
  command: string
  outcome: CommandOutcome
  tests?: { passed: number; failed: number; skipped: number; total: number } | undefined
  digest_before: string | null
  digest_after: string | null
  /** Paths that a command changed, or that a patch or an undo wrote. */
  wrote: readonly string[]
  /** Those of a patch that decide whether the work is right, see `sensitivityOf`. */
  verifiers?: readonly string[]
  sandbox?: { kind: 'bubblewrap' | 'none' }
  /** The step that made it; a direct call has none. */
  step?: number | undefined
}

/** All that is known of a root when a run is judged. */
export interface Evidence {
  /** The digest now; `null` where the workspace is too large for one. */
  digest: string | null
  start_digest: string | null
  /** Of this root since the run began, oldest first. */
  receipts: readonly ReceiptFacts[]
  /** Tool results of this run that were no error. */
  tool_successes: number
  /** The last of them, such as `step 3, repo_run_tests`. */
  last_success?: string | undefined
  /** What differs now from the files that a receipt was made on, by the id of the receipt, where somebody compared. */
  changed_since?: Readonly<Record<string, readonly string[]>>
  dirty_start?: boolean
  lost_calls?: number
}
