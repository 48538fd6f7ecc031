import { nearest } from 'loop-core'
import { z } from 'zod'

/** What is said of a misspelt key: the one that was meant, most likely. */
export function unknownIn(schema: z.core.$ZodType): (path: readonly PropertyKey[]) => string {
  return (path) => {
    const parent = path.slice(0, -1).reduce(below, schema)
    const keys = parent && objectIn(parent) ? Object.keys(objectIn(parent)!.shape) : []
    const [meant] = nearest(String(path.at(-1)).slice(0, 64), keys, 1)
    return meant === undefined ? 'is unknown' : `is unknown; did you mean ${meant}?`
  }
}

/** The schema of what lies under a key, if it can be told. */
function below(schema: z.core.$ZodType | undefined, key: PropertyKey): z.core.$ZodType | undefined {
  const inner = schema && bare(schema)
  if (inner instanceof z.ZodArray) return inner.element
  if (inner instanceof z.ZodRecord) return inner.valueType
  return inner instanceof z.ZodObject ? inner.shape[String(key)] : undefined
}

function objectIn(schema: z.core.$ZodType): z.ZodObject | undefined {
  const inner = bare(schema)
  return inner instanceof z.ZodObject ? inner : undefined
}

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const wraps = schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
  return wraps ? bare(schema.def.innerType) : schema
}
