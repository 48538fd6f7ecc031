import { isDeepStrictEqual } from 'node:util'
import { statusOfKind } from '../../error.ts'
import type { Operation } from '../../operation.ts'
import { isStreamed, streamedFile } from '../../streamed.ts'
import { inputSchema, type JsonObject, type JsonSchema, wholeOutputSchema } from '../json-schema.ts'

type Named = readonly [name: string, schema: object]

/** The schemas of an operation, by their names in the document, and beside them those within that have a name of their own. */
export function schemasOf(operation: Operation): Named[] {
  return [
    ...withShared(`${operation.name}.input`, inputSchema(operation)),
    ...(isStreamed(operation) ? [] : withShared(`${operation.name}.output`, wholeOutputSchema(operation))),
  ]
}

/** Where the schema of an operation's input or output stands in the document. */
export function placeOf(operation: Operation, part: 'input' | 'output'): string {
  return `${components}${operation.name}.${part}`
}

const components = '#/components/schemas/'

/** A schema, and those within it that `.meta({ id })` names: they stand in the document once, for all that refer to them. */
export function withShared(name: string, { $defs = {}, ...schema }: JsonSchema): Named[] {
  const parts = Object.entries($defs as JsonObject)
  const own = parts.filter(([part]) => !isNamed(part))
  const whole = { ...schema, ...(own.length > 0 && { $defs: Object.fromEntries(own) }) }
  const shared = parts.filter(([part]) => isNamed(part))
  return [[name, whole] as const, ...(shared as Named[])].map(([key, value]) => [key, placed(value, `${components}${name}`)])
}

/** The conversion itself numbers what has no name, as `__schema0`. */
function isNamed(part: string): boolean {
  return !part.startsWith('__')
}

/** Puts schemas together. Throws where two that differ have one name. */
export function gathered(schemas: readonly Named[]): Record<string, object> {
  const known: Record<string, object> = {}
  for (const [name, schema] of schemas) {
    if (!isDeepStrictEqual(known[name] ?? schema, schema)) throw new Error(`Two different schemas are named ${name}.`)
    known[name] = schema
  }
  return known
}

/** Makes the references inside a schema, which count from its own root, point to where it and what it shares stand in the document. */
export function placed<Value>(value: Value, place: string): Value {
  if (Array.isArray(value)) return value.map((item) => placed(item, place)) as Value
  if (typeof value !== 'object' || value === null) return value
  const move = (key: string, inner: unknown) => (key === '$ref' && typeof inner === 'string' ? moved(inner, place) : placed(inner, place))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, move(key, inner)])) as Value
}

function moved(reference: string, place: string): string {
  const [, shared] = /^#\/\$defs\/(.+)$/.exec(reference) ?? []
  return shared !== undefined && isNamed(shared) ? `${components}${shared}` : reference.replace(/^#/, place)
}

/** The body of a successful answer. */
export function contentOf(operation: Operation, example?: object) {
  if (operation.output === streamedFile) return { '*/*': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } }
  return isStreamed(operation) ? { '*/*': { schema: { type: 'string' } } } : json({ $ref: placeOf(operation, 'output') }, example)
}

/** A body that is JSON of this schema. */
export function json(schema: object, example?: object) {
  return { 'application/json': { schema, ...(example && { example }) } }
}

/** The body of a refusal. */
export const refusalSchema = { $ref: `${components}Error` }

/** The body of every refusal, with the members that modules add. */
export function errorSchema(members: object) {
  return {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['status', 'kind', 'code', 'message'],
        properties: {
          status: { type: 'integer' },
          kind: { type: 'string', enum: Object.keys(statusOfKind) },
          code: { type: 'string', description: 'The finer name; the kind where there is none' },
          message: { type: 'string', description: 'What is wrong and what to call next' },
          hints: { type: 'array', items: { type: 'string' } },
          details: { type: 'object' },
          retry_after_seconds: { type: 'integer', description: 'Of a 429' },
          ...members,
        },
      },
    },
  }
}
