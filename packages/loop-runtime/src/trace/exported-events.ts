import type { EventRow } from '../storage/tables.ts'

/** One event as readers of the reference know it. */
export interface ExportedEvent {
  /** Its place in the run's trace, from 1. */
  id: number
  taskId: string
  timestamp: string
  type: string
  payload: unknown
}

/** A page of a trace in the form in which it is handed out, in order. */
export function exportedEvents(rows: readonly EventRow[]): ExportedEvent[] {
  return rows.map(({ run_id, seq, type, payload, at }) => ({
    ...{ id: seq, taskId: run_id, timestamp: at, type },
    payload: JSON.parse(payload),
  }))
}
