import { statusOfKind } from '../../error.ts'
import type { Operation } from '../../operation.ts'
import { inputSchema, wholeOutputSchema } from '../json-schema.ts'

/** The schemas of an operation, by their names in the document. */
export function schemasOf(operation: Operation) {
  return [
    [`${operation.name}.input`, placed(inputSchema(operation), placeOf(operation, 'input'))],
    [`${operation.name}.output`, placed(wholeOutputSchema(operation), placeOf(operation, 'output'))],
  ] as const
}

/** Where the schema of an operation's input or output stands in the document. */
export function placeOf(operation: Operation, part: 'input' | 'output'): string {
  return `#/components/schemas/${operation.name}.${part}`
}

/** Makes the references inside a schema, which count from its own root, point to where it stands in the document. */
export function placed<Value>(value: Value, place: string): Value {
  if (Array.isArray(value)) return value.map((item) => placed(item, place)) as Value
  if (typeof value !== 'object' || value === null) return value
  const move = (key: string, inner: unknown) =>
    key === '$ref' && typeof inner === 'string' ? inner.replace(/^#/, place) : placed(inner, place)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, move(key, inner)])) as Value
}

/** A body that is JSON of this schema. */
export function json(schema: object) {
  return { 'application/json': { schema } }
}

/** The body of every refusal. */
export const errorSchema = {
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
      },
    },
  },
}
