/** One event of a trace as views read it, whether it just happened or was kept. */
export interface TraceEvent {
  type: string
  payload: Readonly<Record<string, unknown>>
}

/** Any value as an object whose fields can be asked for. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/** The first of these fields that holds a text. */
export function textOf(payload: Readonly<Record<string, unknown>>, ...names: readonly string[]): string {
  for (const name of names) {
    const value = payload[name]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  }
  return ''
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
