import { text } from 'loop-core'
import { z } from 'zod'
import * as field from './fields.ts'
import { invalid } from './refusals.ts'

/** What several stories are told at once; more of them are told in several calls. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1).max(50)
}

/** A text that may be missing or blank, since that is no reason to refuse the other stories of the list. */
export function unchecked(max: number) {
  return text(max).optional()
}

export const Results = z.object({
  results: z.array(
    z.object({
      story_id: field.storyId,
      status: z.enum(['success', 'error']),
      reason: z.string().optional(),
      code: z.string().optional(),
    }),
  ),
})

/** Reads one item of a list by the rules of the operation for a single story. Throws `invalid_input`. */
export function itemOf<Shape extends z.ZodObject>(schema: Shape, given: unknown): z.output<Shape> {
  const { success, data, error } = schema.safeParse(given)
  if (success) return data
  const problems = error.issues.map(({ path, message }) => [
    path.join('.'),
    path.length === 1 && isMissing(given, path[0]!) ? "can't be blank" : message,
  ])
  throw invalid(Object.fromEntries(problems))
}

function isMissing(given: unknown, name: PropertyKey): boolean {
  return (given as Record<PropertyKey, unknown>)[name] === undefined
}
