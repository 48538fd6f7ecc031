import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-node'

export interface ProviderOptions {
  /** Of the collector, for traces. */
  address: string
  /** The name by which the collector knows who sends. */
  service: string
  /** How long one sending may take. */
  patienceMs: number
}

/** What gathers spans and sends them; a file of its own, since a bundle loads its packages by name only where they are imported at the top. */
export function openProvider({ address, service, patienceMs }: ProviderOptions): BasicTracerProvider {
  const exporter = new OTLPTraceExporter({ url: address, timeoutMillis: patienceMs })
  return new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: patienceMs })],
  })
}
