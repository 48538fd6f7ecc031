import { stemsOf } from 'loop-core/words'

/** They say of what kind a note is, not what it is about. */
const kindStems = new Set([
  'struggl',
  'again',
  'keep',
  'still',
  'decid',
  'finish',
  'complet',
  'ask',
  'question',
  'avoid',
  'try',
  'tri',
  'work',
  'start',
])

/** The stems of the words of a note that say what it is about, in their order. */
export async function tokensOf(text: string): Promise<string[]> {
  return (await stemsOf(text)).filter((stem) => !kindStems.has(stem))
}
