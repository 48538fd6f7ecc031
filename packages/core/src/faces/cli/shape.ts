import type { JsonSchema } from '../json-schema.ts'

type Schema = NonNullable<JsonSchema['properties']>[string]

/** What an option's value can be, as far as a command line can tell. */
export interface Shape {
  type: 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'json'
  /** The values of a choice, as JSON has them. */
  choices: readonly unknown[]
  /** The option may be given several times. */
  list: boolean
  /** `null` is a value too. */
  nullable: boolean
}

/** Reads from a JSON Schema how a value is typed on a command line; whatever has no simple form is typed as JSON. */
export function shapeOf(schema: Schema): Shape {
  const { anyOf, items } = schema
  if (Array.isArray(anyOf)) return shapeOfAny(anyOf as Schema[])
  if (schema.type === 'array' && isSchema(items)) return { ...shapeOf(items), list: true, nullable: false }
  const choices = choicesOf(schema)
  return { type: choices.length > 0 ? 'choice' : typeOf(schema.type), choices, list: false, nullable: schema.type === 'null' }
}

function shapeOfAny(schemas: readonly Schema[]): Shape {
  const nullable = schemas.some((schema) => schema.type === 'null')
  const [first, ...others] = schemas.filter((schema) => schema.type !== 'null').map(shapeOf)
  if (first === undefined) return { type: 'json', choices: [], list: false, nullable }
  return { ...others.reduce(widest, first), nullable }
}

/** A shape that holds the values of both: all choices, or any text, or else JSON. */
function widest(one: Shape, other: Shape): Shape {
  if (one.type === other.type && one.list === other.list) return { ...one, choices: [...one.choices, ...other.choices] }
  const texts = !one.list && !other.list && [one, other].every(({ type }) => type === 'text' || type === 'choice')
  return { type: texts ? 'text' : 'json', choices: [], list: false, nullable: false }
}

function choicesOf(schema: Schema): readonly unknown[] {
  // `true` alone is a switch like any other.
  if (schema.type === 'boolean') return []
  if (Array.isArray(schema.enum)) return schema.enum
  return 'const' in schema ? [schema.const] : []
}

function typeOf(type: unknown): Shape['type'] {
  if (type === 'string') return 'text'
  return type === 'number' || type === 'integer' || type === 'boolean' ? type : 'json'
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
