import { z } from 'zod'

/**
 * A string of at most `max` code points, made well-formed Unicode; a NUL character is refused.
 *
 * `z.string().max()` would count UTF-16 units, so that an emoji is two.
 */
export function text(max: number, min = 0) {
  return z
    .string()
    .overwrite((value) => value.toWellFormed())
    .refine((value) => !value.includes('\0'), { message: 'must not contain a NUL character' })
    .refine((value) => codePoints(value, max) <= max, { message: `must have at most ${max} characters` })
    .refine((value) => codePoints(value, min) >= min, { message: `must have at least ${min} characters` })
    .meta(min > 0 ? { minLength: min, maxLength: max } : { maxLength: max })
}

/** Counts code points, but no further than it takes to know that there are more than `enough`. */
function codePoints(value: string, enough: number): number {
  if (value.length <= enough) return [...value].length
  let count = 0
  for (const _ of value) if (++count > enough) break
  return count
}

/** A time as ISO-8601 UTC text; slimmer in a tool list than a pattern. */
export function time() {
  return z.string().max(40).meta({ format: 'date-time' })
}
