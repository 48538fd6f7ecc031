import type { Evidence, ReceiptFacts } from '../gates/evidence-types.ts'
import type { Runtime } from '../runtime.ts'
import { newestReceipts, receiptsSince } from '../storage/receipts.ts'
import type { ReceiptRow } from '../storage/tables.ts'
import { changedSince, type FilesNow, filesNow } from './files-now.ts'

/** What a run knows of itself, besides its receipts. */
export interface EvidenceRequest {
  root: string
  /** When the run began. */
  since: string
  startDigest: string | null
  toolSuccesses: number
  lastSuccess?: string | undefined
  dirtyStart: boolean
  lostCalls: number
}

/** All that is known of a root when a run is judged, with the files as they are now. */
export async function gatherEvidence(runtime: Runtime, request: EvidenceRequest): Promise<Evidence> {
  const { root, since, startDigest, toolSuccesses, lastSuccess, dirtyStart, lostCalls } = request
  const now = await filesNow(runtime, root)
  const rows = await runtime.transaction('read', ({ db }) => receiptsSince(db, root, since))
  return {
    ...evidenceOf(rows, now),
    start_digest: startDigest,
    tool_successes: toolSuccesses,
    last_success: lastSuccess,
    dirty_start: dirtyStart,
    lost_calls: lostCalls,
  }
}

/** Older ones say nothing that a newer one does not say better. */
const mostWithoutRun = 200

/** What is known of a root without a run: its newest receipts, whoever made them. There is no beginning to compare with. */
export async function gatherWithoutRun(runtime: Runtime, root: string): Promise<Evidence> {
  const now = await filesNow(runtime, root)
  const rows = await runtime.transaction('read', ({ db }) => newestReceipts(db, root, mostWithoutRun))
  return { ...evidenceOf(rows, now), start_digest: null, tool_successes: 0 }
}

function evidenceOf(rows: readonly ReceiptRow[], now: FilesNow): Pick<Evidence, 'digest' | 'receipts' | 'changed_since'> {
  const changed = rows.flatMap(({ id, kind, outcome, digest_after }) => {
    if (kind === 'patch' || kind === 'undo' || outcome !== 'passed' || digest_after === now.digest) return []
    const paths = changedSince(digest_after, now)
    return paths ? [[id, paths]] : []
  })
  return { digest: now.digest, receipts: rows.map(receiptFacts), changed_since: Object.fromEntries(changed) }
}

/** A receipt as far as gates read it. */
export function receiptFacts(row: ReceiptRow): ReceiptFacts {
  const { id, kind, command, outcome, digest_before, digest_after } = row
  return {
    ...{ id, kind, command, outcome, digest_before, digest_after },
    tests: row.tests === null ? undefined : JSON.parse(row.tests),
    wrote: JSON.parse(row.wrote),
    verifiers: JSON.parse(row.verifiers),
    ...(row.sandbox !== null && { sandbox: JSON.parse(row.sandbox) }),
    step: row.step ?? undefined,
  }
}
