export { type Field, scoresOf } from './bm25.ts'

let loading: Promise<typeof import('./stems.ts')> | undefined

/**
 * The stems of the words of a text that say what it is about, in their order.
 *
 * What knows the words of languages is loaded with the first text: it is larger than all else, and most starts of a server see no text.
 */
export async function stemsOf(text: string): Promise<string[]> {
  loading ??= import('./stems.ts')
  const { stemsIn } = await loading
  return stemsIn(text)
}
