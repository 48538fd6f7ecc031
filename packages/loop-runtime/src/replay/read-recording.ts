import type { Runtime } from '../runtime.ts'
import { approvalsOf } from '../storage/approvals.ts'
import { receiptsSince } from '../storage/receipts.ts'
import { stepsOf } from '../storage/runs.ts'
import type { EventRow, RunRow } from '../storage/tables.ts'
import { tracePages } from '../trace/trace-pages.ts'
import type { Recording } from './recording.ts'

/** Reads all that is kept of a run. */
export async function readRecording(runtime: Pick<Runtime, 'transaction'>, run: RunRow): Promise<Recording> {
  const events: EventRow[] = []
  for await (const page of tracePages(runtime, run.id)) events.push(...page)
  return runtime.transaction('read', async ({ db }) => ({
    run,
    events,
    steps: await stepsOf(db, run.id),
    approvals: await approvalsOf(db, run.id),
    receipts: await receiptsSince(db, run.root, run.created_at),
  }))
}
