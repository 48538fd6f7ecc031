import { type ExportedEvent, exportedEvents } from '../exported-events.ts'
import { fieldsOf, type TraceEvent } from '../trace-event.ts'
import type { TracePages } from '../trace-text.ts'

/** What belongs together: one action with its gates, or what stands between two. */
export type Step = readonly (TraceEvent & Pick<ExportedEvent, 'id' | 'timestamp'>)[]

/** So that a trace of any shape is never held as a whole. */
const most = 100

/** Parts a trace into its steps while it is read. */
export async function* stepsIn(pages: TracePages): AsyncGenerator<Step> {
  const step: Step[number][] = []
  for await (const page of pages) {
    for (const { id, timestamp, type, payload } of exportedEvents(page)) {
      const begins = type === 'iteration_started' && step.length > 0
      if (begins || step.length >= most) yield step.splice(0)
      step.push({ id, timestamp, type, payload: fieldsOf(payload) })
      // Governance speaks last of an action; before one, nothing was judged yet.
      if (type === 'governance_decision' && step.some((event) => event.type === 'quality_eval')) yield step.splice(0)
    }
  }
  if (step.length > 0) yield step
}
