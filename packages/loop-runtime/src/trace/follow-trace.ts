import { setTimeout as sleep } from 'node:timers/promises'
import { findRun } from '../storage/runs.ts'
import type { EventRow, RunRow } from '../storage/tables.ts'
import { type Readable, tracePages } from './trace-pages.ts'

const pollMs = 250

/** How a run stands, and what happened in it since it was looked at last. */
export interface Moment {
  run: RunRow
  events: readonly EventRow[]
}

/** Looks at a run again and again, from its beginning on, until nobody looks any more. */
export async function* followTrace(reading: Readable, id: string, signal: AbortSignal): AsyncGenerator<Moment> {
  let after = 0
  while (!signal.aborted) {
    // First the run: what it says has happened stands in the trace that is read behind it.
    const run = await reading.transaction('read', ({ db }) => findRun(db, id))
    if (run === undefined) return
    for await (const events of tracePages(reading, id, after)) {
      after = events.at(-1)!.seq
      yield { run, events }
    }
    yield { run, events: [] }
    await sleep(pollMs, undefined, { signal }).catch(() => {})
  }
}
