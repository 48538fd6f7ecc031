import { z } from 'zod'
import type { Operation } from '../operation.ts'

type Json = string | number | boolean | null | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

/** The JSON Schema of an object, as the protocol carries it. */
export interface JsonSchema {
  type: 'object'
  properties?: Record<string, JsonObject>
  required?: string[]
  [key: string]: Json | undefined
}

const inputs = new WeakMap<Operation, JsonSchema>()
const outputs = new WeakMap<Operation, JsonSchema>()

/** The JSON Schema of an operation's arguments; made once, since converting is slow and lists are asked for often. */
export function inputSchema(operation: Operation): JsonSchema {
  return remember(inputs, operation, () => convert(operation.input, 'input'))
}

/** The JSON Schema of an operation's answer, in its advertised form. */
export function outputSchema(operation: Operation): JsonSchema {
  return remember(outputs, operation, () => withoutClosing(convert(operation.advertised ?? operation.output, 'output')))
}

/** The JSON Schema of everything an answer may hold, for readers to whom tokens do not matter. */
export function wholeOutputSchema(operation: Operation): JsonSchema {
  return convert(operation.output, 'output')
}

function remember(memory: WeakMap<Operation, JsonSchema>, operation: Operation, make: () => JsonSchema): JsonSchema {
  const known = memory.get(operation) ?? make()
  memory.set(operation, known)
  return known
}

/** The JSON Schema of what is sent to somebody, such as the payload of a webhook. */
export function sentSchema(schema: z.ZodType): JsonSchema {
  return withoutClosing(convert(schema, 'output'))
}

function convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => slim(jsonSchema) })
  return json as JsonSchema
}

/** Every integer would carry the bounds of exact floating-point numbers, which tell a model nothing. */
function slim(json: Record<string, unknown>): void {
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
}

/** An answer may grow in a later version, so its schema does not promise that nothing else is there. */
function withoutClosing<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutClosing) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key, inner]) => !(key === 'additionalProperties' && inner === false))
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutClosing(inner)])) as Value
}
