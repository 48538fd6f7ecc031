import type { Journal } from '../run/journal.ts'
import type { Runtime } from '../runtime.ts'
import { openTelemetry } from './open-telemetry.ts'

/** Makes spans of a run while it is driven, where the environment names a collector; whoever drives it says when it is over. */
export async function watchRun(runtime: Runtime, journal: Journal): Promise<() => Promise<void>> {
  const { environment } = runtime
  const telemetry = await openTelemetry(runtime)
  if (telemetry === undefined) return async () => {}
  const { RunSpans } = await import('./run-spans.ts')
  const withContent = environment.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT === 'true'
  const spans = new RunSpans(telemetry.tracer, journal.row, { traceparent: environment.TRACEPARENT, withContent })
  journal.watch((event) => spans.event(event))
  return async () => {
    spans.close(journal.row)
    await telemetry.close()
  }
}
