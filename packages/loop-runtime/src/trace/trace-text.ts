import type { EventRow, RunRow } from '../storage/tables.ts'
import type { TraceFormat } from '../words.ts'
import { exportedEvents } from './exported-events.ts'
import { htmlTrace } from './html/html-trace.ts'

/** A trace a page at a time: it can be larger than memory. */
export type TracePages = AsyncIterable<readonly EventRow[]>

/** A run's whole trace in one form, piece by piece. */
export function traceText(format: TraceFormat, run: RunRow, pages: TracePages): AsyncGenerator<string> {
  if (format === 'html') return htmlTrace(run, pages)
  return format === 'jsonl' ? lines(pages) : array(pages)
}

async function* lines(pages: TracePages): AsyncGenerator<string> {
  for await (const page of pages)
    yield exportedEvents(page)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('')
}

/** The JSON array of the reference, an event a line. */
async function* array(pages: TracePages): AsyncGenerator<string> {
  let before = '[\n'
  for await (const page of pages) {
    yield before +
      exportedEvents(page)
        .map((event) => JSON.stringify(event))
        .join(',\n')
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}
