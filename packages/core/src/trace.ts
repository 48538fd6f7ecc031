import { newUuid } from './new-id.ts'

/** A new trace id in the form of W3C Trace Context: 32 lower-case hex digits. Later ones sort behind, so that an index on them stays compact. */
export function newTraceId(): string {
  return newUuid().replaceAll('-', '')
}

/** Which trace a call belongs to and which span called, from a `traceparent` that is well-formed. */
export function traceOf(traceparent: unknown): { traceId?: string; traceparent?: string } {
  const traceId = traceIdOf(traceparent)
  return traceId === undefined ? {} : { traceId, traceparent: traceparent as string }
}

/** The trace id of a `traceparent` header, or undefined if the header is absent or malformed. */
export function traceIdOf(traceparent: unknown): string | undefined {
  if (typeof traceparent !== 'string') return undefined
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent)
  return match?.[1] === '0'.repeat(32) ? undefined : match?.[1]
}
