import type { EventRow } from '../storage/tables.ts'

const mostCharacters = 2_000

/** An event in a list; of a long payload its beginning. */
export function eventLine({ seq, type, at, payload }: EventRow) {
  const isShort = payload.length <= mostCharacters
  const shown = isShort ? JSON.parse(payload) : { truncated: true, begins: payload.slice(0, mostCharacters).toWellFormed() }
  return { seq, type, at, payload: shown }
}
