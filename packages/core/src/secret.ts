import type { z } from 'zod'

/** Marks an argument or an output as secret: it never reaches a log, an event or an error. */
export function secret<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ ...schema.meta(), format: 'password' }) as Schema
}

/** The texts within a value that its schema marks as secret, however deep. */
export function secretsIn(schema: z.ZodType, value: unknown): string[] {
  if (value === undefined || value === null || !holdsSecret(schema)) return []
  return isMarked(schema) ? textsIn(value) : partsOf(schema, value).flatMap(([inner, part]) => secretsIn(inner, part))
}

const known = new WeakMap<z.ZodType, boolean>()

/** Looked up once a schema, and once a part of it, since most hold none and every call asks. */
function holdsSecret(schema: z.ZodType): boolean {
  const holds = known.get(schema) ?? isMarkedWithin(schema, new Set())
  known.set(schema, holds)
  return holds
}

/** A schema may contain itself, so those already looked at are passed over. */
function isMarkedWithin(schema: z.ZodType, seen: Set<z.ZodType>): boolean {
  if (seen.has(schema)) return false
  seen.add(schema)
  return isMarked(schema) || schemasIn(schema).some((inner) => isMarkedWithin(inner, seen))
}

function isMarked(schema: z.ZodType): boolean {
  return schema.meta()?.format === 'password'
}

type Part = [schema: z.ZodType, value: unknown]

/** What zod's kinds of schema are made of, each under the name it has there. */
interface Definition {
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  valueType?: z.ZodType
  /** Those of the same value: wrappers, alternatives, both sides of a pipe and of an intersection. */
  innerType?: z.ZodType
  getter?(): z.ZodType
  options?: z.ZodType[]
  in?: z.ZodType
  out?: z.ZodType
  left?: z.ZodType
  right?: z.ZodType
}

function partsOf(schema: z.ZodType, value: unknown): Part[] {
  const { shape, element, valueType, ...same } = schema.def as Definition
  const inside = typeof value === 'object' ? (value as Record<string, unknown>) : {}
  if (shape) return Object.entries(shape).map(([name, field]) => [field, inside[name]])
  const item = element ?? valueType
  if (item) return Object.values(inside).map((part) => [item, part])
  return ofSameValue(same).map((inner) => [inner, value])
}

function schemasIn(schema: z.ZodType): z.ZodType[] {
  const { shape = {}, element, valueType, ...same } = schema.def as Definition
  const items = [element, valueType].filter((inner) => inner !== undefined)
  return [...Object.values(shape), ...items, ...ofSameValue(same)]
}

function ofSameValue({ innerType, getter, options = [], in: input, out, left, right }: Definition): z.ZodType[] {
  return [innerType, getter?.(), ...options, input, out, left, right].filter((inner) => inner !== undefined)
}

/** Shorter ones would blot out innocent words everywhere. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 4 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Replaces each secret in a text, or in the texts and names of a value that JSON can hold. */
export function mask<Value>(value: Value, secrets: readonly string[]): Value {
  if (secrets.length === 0 || value === undefined) return value
  // The longest first, or the rest of one that begins with another would stay.
  const hidden = secrets.toSorted((one, other) => other.length - one.length)
  const hide = (text: string) => hidden.reduce((masked, secret) => masked.replaceAll(secret, '[secret]'), text)
  return JSON.parse(JSON.stringify(value, (_, inner) => hideIn(inner, hide))) as Value
}

function hideIn(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const named = value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value
  return Object.fromEntries(Object.entries(named).map(([name, inner]) => [hide(name), inner]))
}
