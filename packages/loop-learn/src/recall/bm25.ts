/** The stored words of a note that may answer a query. */
export interface Candidate {
  tokens: string
  topic_tokens: string
}

interface Words {
  /** How often each word of the query stands in the note. */
  counts: ReadonlyMap<string, number>
  length: number
}

/** How soon a word that comes again counts no more, and how much the length of a note matters. */
const k1 = 1.2
const b = 0.75

/** How well each note answers a query by Okapi BM25, where the notes that have any of its words are all there is. */
export function scoresOf(query: readonly string[], candidates: readonly Candidate[]): number[] {
  const wanted = new Set(query)
  const notes = candidates.map((candidate) => wordsOf(candidate, wanted))
  const average = notes.reduce((sum, { length }) => sum + length, 0) / notes.length
  const weights = new Map([...wanted].map((word) => [word, rarity(notes.filter(({ counts }) => counts.has(word)).length, notes.length)]))
  return notes.map((note) => scoreOf(note, weights, average))
}

/** What a note is about is among its words, so that it is found by its topic too. */
function wordsOf({ tokens, topic_tokens }: Candidate, wanted: ReadonlySet<string>): Words {
  const words = `${tokens} ${topic_tokens}`.split(' ').filter((word) => word !== '')
  const counts = new Map<string, number>()
  for (const word of words) if (wanted.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { counts, length: words.length }
}

function rarity(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5))
}

/** The words are added up in the order of the query, so that sums come out the same everywhere. */
function scoreOf({ counts, length }: Words, weights: ReadonlyMap<string, number>, average: number): number {
  let score = 0
  for (const [word, weight] of weights) {
    const count = counts.get(word) ?? 0
    score += (weight * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / average))
  }
  return score
}
