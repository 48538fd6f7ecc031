import type { z } from 'zod'

/** Marks an argument or an output as secret: it never reaches a log, an event or an error. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), format: 'password' }) as Schema
}

/** The values of one call that were marked secret. */
export function secretsIn(schema: z.ZodObject, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const record = value as Record<string, unknown>
  return Object.entries(schema.shape).flatMap(([name, field]) => secretsOf(field as z.ZodType, record[name]))
}

function secretsOf(field: z.ZodType, value: unknown): string[] {
  const marked = field.meta()?.format === 'password'
  if (typeof value === 'string') return marked && value.length >= 4 ? [value] : []
  const inner = unwrap(field)
  return 'shape' in inner ? secretsIn(inner as z.ZodObject, value) : []
}

function unwrap(field: z.ZodType): z.ZodType {
  return 'unwrap' in field ? unwrap((field as z.ZodOptional<z.ZodType>).unwrap()) : field
}

/** Replaces each secret in a text or in a value that JSON can hold. */
export function mask<Value>(value: Value, secrets: readonly string[]): Value {
  if (secrets.length === 0 || value === undefined) return value
  const masked = secrets.reduce((json, hidden) => json.replaceAll(JSON.stringify(hidden).slice(1, -1), '[secret]'), JSON.stringify(value))
  return JSON.parse(masked) as Value
}
