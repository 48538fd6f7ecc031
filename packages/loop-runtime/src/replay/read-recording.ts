import { approvalsOf } from '../storage/approvals.ts'
import { receiptsSince } from '../storage/receipts.ts'
import { stepsOf } from '../storage/runs.ts'
import type { EventRow, RunRow } from '../storage/tables.ts'
import { type Readable, tracePages } from '../trace/trace-pages.ts'
import type { Recording } from './recording.ts'

/** Reads all that is kept of a run. */
export async function readRecording(reading: Readable, run: RunRow): Promise<Recording> {
  const events: EventRow[] = []
  for await (const page of tracePages(reading, run.id)) events.push(...page)
  return reading.transaction('read', async ({ db }) => ({
    run,
    events,
    steps: await stepsOf(db, run.id),
    approvals: await approvalsOf(db, run.id),
    receipts: await receiptsSince(db, run.root, run.created_at),
  }))
}
