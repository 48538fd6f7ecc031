import { printable } from './translate.ts'

export type Scalar = string | number | boolean | null | undefined

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value !== 'object' || value === null
}

/** One value as text; what has parts of its own is shown as JSON. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '-'
  return typeof value === 'string' ? printable(value) : JSON.stringify(value)
}
