interface Schema {
  [key: string]: unknown
}

/** The places in a JSON Schema where a caller could send something without end. */
export function unboundedPlaces(schema: Schema, place = ''): string[] {
  return [...ownFault(schema, place), ...children(schema).flatMap(([name, child]) => unboundedPlaces(child, `${place}/${name}`))]
}

function ownFault(schema: Schema, place: string): string[] {
  const { type } = schema
  const fixed = schema.enum !== undefined || schema.const !== undefined
  if (type === 'string' && !fixed && schema.maxLength === undefined && schema.pattern === undefined) return [`${place}: no longest length`]
  if (type === 'array' && schema.maxItems === undefined) return [`${place}: no largest count`]
  const isNumber = type === 'number' || type === 'integer'
  if (isNumber && !fixed && (schema.minimum ?? schema.exclusiveMinimum) === undefined) return [`${place}: no least number`]
  if (isNumber && !fixed && (schema.maximum ?? schema.exclusiveMaximum) === undefined) return [`${place}: no largest number`]
  return []
}

function children(schema: Schema): [string, Schema][] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const unions = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []))
  const items = schema.items === undefined ? [] : [['items', schema.items] as [string, Schema]]
  return [...properties, ...items, ...unions.map((schema, index) => [String(index), schema] as [string, Schema])]
}
