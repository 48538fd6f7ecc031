import { LoopError } from 'loop-core'
import { z } from 'zod'

/** A part of a place that is a text: an id, a time, a day or a status. */
export const placeText = z.string().regex(/^[\w.:-]{1,64}$/)

/** Names where a page ended by what the list is ordered by, so that the next one begins there whatever became of the last row. */
export function cursorOf(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** The place that a cursor names. */
export function placeIn<Place>(schema: z.ZodType<Place>, cursor: string): Place {
  const { success, data } = schema.safeParse(parsed(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (success) return data
  throw new LoopError('invalid_input', 'cursor: must be that of the page before.', {
    code: 'bad_cursor',
    hints: ['Leave it out to begin anew.'],
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
