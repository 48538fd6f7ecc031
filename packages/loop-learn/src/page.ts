import { LoopError } from 'loop-core'

/** Where a row stands in a list by time. */
export interface Place {
  at: string
  id: string
}

/** The place that a cursor names, behind which the next page begins. */
export function placeIn(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const [, at, id] = /^([\dTW:.-]{4,30}Z?)\/([\w-]{1,64})$/.exec(cursor) ?? []
  if (at !== undefined && id !== undefined) return { at, id }
  throw new LoopError('invalid_input', 'cursor: must be next_cursor of the page before. Leave it out to begin anew.', {
    code: 'bad_cursor',
  })
}

/** One page of rows of which one more than asked for was read, and where the next begins. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Place): { page: Row[]; next_cursor?: string } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  if (rows.length <= limit || last === undefined) return { page }
  const { at, id } = placeOf(last)
  return { page, next_cursor: `${at}/${id}` }
}
