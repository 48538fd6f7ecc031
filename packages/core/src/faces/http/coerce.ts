import type { JsonSchema } from '../json-schema.ts'

type Schema = NonNullable<JsonSchema['properties']>[string]

/**
 * Reads the strings of a query or a path as what the schema asks for: `limit=5` is a number only where a number is wanted.
 *
 * What does not fit stays as it is, and the parser then says what was expected.
 */
export function coerce(texts: readonly string[], schema: Schema | undefined): unknown {
  const alternatives = alternativesOf(schema)
  const list = alternatives.find((alternative) => typesOf([alternative]).includes('array'))
  const single = texts.length === 1
  if (list === undefined || (single && typesOf(alternatives).includes('string'))) return single ? coerceOne(texts[0]!, alternatives) : texts
  const items = alternativesOf(list.items as Schema | undefined)
  return (single ? splitList(texts[0]!) : texts).map((text) => coerceOne(text, items))
}

function alternativesOf(schema: Schema = {}): Schema[] {
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  return choices === undefined ? [schema] : choices.flatMap(alternativesOf)
}

function typesOf(alternatives: readonly Schema[]): unknown[] {
  return alternatives.flatMap(({ type }) => type)
}

function coerceOne(text: string, alternatives: readonly Schema[]): unknown {
  const types = typesOf(alternatives)
  if (types.includes('string')) return text
  const value = parse(text)
  const type = typeOf(value)
  return types.includes(type) || (type === 'number' && types.includes('integer')) ? value : text
}

function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',')
}

/** Numbers, `true`, `false` and `null` are written in a query as in JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
