import type { Operation } from '../operation.ts'
import { inputSchema, type JsonObject, type JsonSchema, outputSchema } from './json-schema.ts'

type Json = JsonObject[string]

/** The arguments of a tool as a model reads them: without bounds that no model counts up to and what goes without saying; every call is held to all of it. */
export function toolInputSchema(operation: Operation): JsonSchema {
  return remember(inputs, operation, () =>
    rewrite(inputSchema(operation), (json) => nullable(without(json, ['additionalProperties', 'propertyNames', ...lengths(json)]))),
  )
}

/** The answer of a tool as a model reads it: what may be there, not what must. */
export function toolOutputSchema(operation: Operation): JsonSchema {
  return remember(outputs, operation, () =>
    rewrite(outputSchema(operation), (json) =>
      nullable(without(json, ['required', 'propertyNames', ...emptiness(json), ...lengths(json)])),
    ),
  )
}

const inputs = new WeakMap<Operation, JsonSchema>()
const outputs = new WeakMap<Operation, JsonSchema>()

function remember(memory: WeakMap<Operation, JsonSchema>, operation: Operation, make: () => JsonSchema): JsonSchema {
  const known = memory.get(operation) ?? make()
  memory.set(operation, known)
  return known
}

/** Changes every schema within a schema, from the innermost outwards; what an argument is called is no keyword. */
function rewrite(schema: JsonSchema, change: (schema: JsonObject) => JsonObject): JsonSchema {
  const deep = (json: JsonObject): JsonObject =>
    change(Object.fromEntries(Object.entries(json).map(([key, value]) => [key, inner(key, value)])))
  const inner = (key: string, value: Json): Json => {
    if (key === 'properties')
      return Object.fromEntries(Object.entries(value as JsonObject).map(([name, part]) => [name, deep(part as JsonObject)]))
    if (key === 'items' && isObject(value)) return deep(value)
    return key === 'anyOf' && Array.isArray(value) ? value.map((part) => (isObject(part) ? deep(part) : part)) : value
  }
  return deep(schema as JsonObject) as JsonSchema
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function without(json: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)))
}

/** An object of which nothing is said in advance. */
function emptiness({ properties, additionalProperties }: JsonObject): string[] {
  const empty = (json: Json | undefined) => json !== undefined && isObject(json) && Object.keys(json).length === 0
  return [...(empty(properties) ? ['properties'] : []), ...(empty(additionalProperties) ? ['additionalProperties'] : [])]
}

const aimless = 1_000_000

/** Bounds that no model counts up to, and those that any number of things has. */
function lengths({ maximum, minimum, minItems }: JsonObject): string[] {
  const wide = typeof maximum === 'number' && maximum >= aimless ? ['maximum'] : []
  const least = minimum === 0 || minimum === 1 ? ['minimum'] : []
  return ['minLength', 'maxLength', 'format', ...wide, ...least, ...(minItems === 1 ? ['minItems'] : [])]
}

/** One type or nothing, in the shorter of the two ways of saying so. */
function nullable(json: JsonObject): JsonObject {
  const { anyOf, ...rest } = json
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return json
  const [value, nothing] = anyOf as JsonObject[]
  if (nothing?.type !== 'null' || typeof value?.type !== 'string') return json
  const { type, enum: choices, ...others } = value
  return { ...others, ...rest, type: [type, 'null'], ...(Array.isArray(choices) && { enum: [...choices, null] }) }
}
