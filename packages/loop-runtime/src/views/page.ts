import { LoopError } from 'loop-core'
import type { Behind } from '../storage/run-lists.ts'

/** Names where a page ended, so that the next one begins there whatever became of the last row. */
function cursorOf({ at, id }: Behind): string {
  return `${at}/${id}`
}

export function placeIn(cursor: string | undefined): Behind | undefined {
  if (cursor === undefined) return undefined
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\/([\w-]{1,64})$/.exec(cursor) ?? []
  if (at !== undefined && id !== undefined) return { at, id }
  throw new LoopError('invalid_input', 'cursor: must be that of the page before.', {
    code: 'bad_cursor',
    hints: ['Leave it out to begin anew.'],
  })
}

/** One page of rows of which one more than asked for was read, and where the next begins. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Behind): { page: Row[]; cursor?: string } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, ...(rows.length > limit && last !== undefined && { cursor: cursorOf(placeOf(last)) }) }
}
