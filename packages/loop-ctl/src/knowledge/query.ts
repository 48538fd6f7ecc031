import { stemsOf } from 'loop-core/words'

/** What an article must have and must not have to be found: words, or words that follow each other. */
interface Clause {
  wanted: string[][]
  unwanted: string[][]
}

/** What somebody searches for: at least one of these. */
export type Query = readonly Clause[]

const piece = /(-?)"([^"]*)"?|(-?)(\S+)/g

/**
 * Reads a query as search engines do: all words are wanted, `OR` stands between alternatives, quotes hold words together, and minus means not.
 *
 * Words that say nothing are passed over, and an alternative without any other is none.
 */
export async function readQuery(text: string): Promise<Query> {
  const clauses: Clause[] = [{ wanted: [], unwanted: [] }]
  for (const [, notPhrase, phrase, notWord, word] of text.matchAll(piece)) {
    if (word !== undefined && notWord === '' && word.toUpperCase() === 'OR') {
      clauses.push({ wanted: [], unwanted: [] })
      continue
    }
    const stems = await stemsOf(phrase ?? word!)
    const list = (notPhrase ?? notWord) === '-' ? 'unwanted' : 'wanted'
    if (stems.length > 0) clauses.at(-1)![list].push(stems)
  }
  return clauses.filter(({ wanted }) => wanted.length > 0)
}

/** All words that are wanted, each once. */
export function wordsIn(query: Query): string[] {
  return [...new Set(query.flatMap(({ wanted }) => wanted.flat()))]
}

/** Whether a text, by its stems in their order in each of its parts, is what a query asks for. */
export function answers(query: Query, parts: readonly string[]): boolean {
  const padded = parts.map((part) => ` ${part} `)
  const has = (stems: readonly string[]) => padded.some((part) => part.includes(` ${stems.join(' ')} `))
  return query.some(({ wanted, unwanted }) => wanted.every(has) && !unwanted.some(has))
}
