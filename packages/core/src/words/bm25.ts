/** A part of a text, such as its title: stems with blanks between them. */
export interface Field {
  words: string
  /** As how many of each its words count; 1 unless said. */
  weight?: number
}

interface Weighed {
  /** How often each word of the query stands in the text. */
  counts: ReadonlyMap<string, number>
  length: number
}

/** How soon a word that comes again counts no more, and how much the length of a text matters. */
const k1 = 1.2
const b = 0.75

/**
 * How well each text answers a query, where the texts that have any of its words are all there is.
 *
 * By Okapi BM25 with weighted fields: Robertson, Zaragoza and Taylor, “Simple BM25 Extension to Multiple Weighted Fields”, CIKM 2004.
 */
export function scoresOf(query: readonly string[], texts: readonly (readonly Field[])[]): number[] {
  const wanted = new Set(query)
  const weighed = texts.map((fields) => weigh(fields, wanted))
  const average = weighed.reduce((sum, { length }) => sum + length, 0) / weighed.length
  const weights = new Map([...wanted].map((word) => [word, rarity(weighed.filter(({ counts }) => counts.has(word)).length, texts.length)]))
  return weighed.map((text) => scoreOf(text, weights, average))
}

function weigh(fields: readonly Field[], wanted: ReadonlySet<string>): Weighed {
  const counts = new Map<string, number>()
  let length = 0
  for (const { words, weight = 1 } of fields)
    for (const word of words.split(' ')) {
      if (word === '') continue
      length += weight
      if (wanted.has(word)) counts.set(word, (counts.get(word) ?? 0) + weight)
    }
  return { counts, length }
}

function rarity(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5))
}

/** The words are added up in the order of the query, so that sums come out the same everywhere. */
function scoreOf({ counts, length }: Weighed, weights: ReadonlyMap<string, number>, average: number): number {
  let score = 0
  for (const [word, weight] of weights) {
    const count = counts.get(word) ?? 0
    score += (weight * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / average))
  }
  return score
}
