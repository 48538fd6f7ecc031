import type { Tracer } from '@opentelemetry/api'
import type { Runtime } from '../runtime.ts'

/** Where the spans of one run go. */
export interface Telemetry {
  tracer: Tracer
  /** Sends what is left; a collector that does not answer is not waited for. */
  close(): Promise<void>
}

/** How long a run waits at its end for its spans to be taken. */
const patienceMs = 1_000

/** Opens the road to the collector that the environment names; without one nothing is loaded. */
export async function openTelemetry({ environment }: Pick<Runtime, 'environment'>): Promise<Telemetry | undefined> {
  const address = tracesAddress(environment.OTEL_EXPORTER_OTLP_ENDPOINT)
  if (address === undefined) return undefined
  const { openProvider } = await import('./provider.ts')
  const provider = openProvider({ address, service: environment.OTEL_SERVICE_NAME || 'loop-runtime', patienceMs })
  return { tracer: provider.getTracer('loop-runtime'), close: () => withinPatience(provider.shutdown()) }
}

/** The address is that of all signals; traces have theirs below it. */
function tracesAddress(endpoint: string | undefined): string | undefined {
  if (!endpoint || !URL.canParse(endpoint)) return undefined
  return `${endpoint.replace(/\/+$/, '')}/v1/traces`
}

/** Nobody's run fails because its spans could not be sent. */
async function withinPatience(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMs)
  })
  await Promise.race([work.catch(() => {}), late])
  clearTimeout(timer)
}
