export { type Field, scoresOf } from './bm25.ts'

import type { Place } from './stems.ts'

export type { Place } from './stems.ts'

let loading: Promise<typeof import('./stems.ts')> | undefined

/**
 * The stems of the words of a text that say what it is about, in their order.
 *
 * What knows the words of languages is loaded with the first text: it is larger than all else, and most starts of a server see no text.
 */
export async function stemsOf(text: string): Promise<string[]> {
  return (await load()).stemsIn(text)
}

/** Where words with one of some stems stand in a text, as they are written there; looked for one after the other, as long as somebody asks. */
export async function placesOf(text: string, stems: Iterable<string>): Promise<Iterable<Place>> {
  return (await load()).placesIn(text, new Set(stems))
}

function load() {
  loading ??= import('./stems.ts')
  return loading
}
