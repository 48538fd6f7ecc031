/// <reference path="./untyped.d.ts" />
import snowball from 'snowball-stemmers'
import { eng, jpn, zho } from 'stopword'

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })
const stemmer = snowball.newStemmer('english')
const stopWords = new Set([...eng, ...zho, ...jpn])

/** A stretch of a text. */
export interface Place {
  start: number
  end: number
}

/** The stems of the words of a text that say what it is about, in their order. */
export function stemsIn(text: string): string[] {
  const words = [...segmenter.segment(text.normalize('NFKC').toLowerCase())].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [segment] : [],
  )
  return words.flatMap((word) => {
    const bare = folded(word).replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '')
    return bare === '' || stopWords.has(word) || stopWords.has(bare) ? [] : [stemOf(bare)]
  })
}

/** Where words with one of some stems stand in a text, as they are written there; looked for one after the other, as long as somebody asks. */
export function* placesIn(text: string, stems: ReadonlySet<string>): Iterable<Place> {
  for (const { segment, index, isWordLike } of segmenter.segment(text))
    if (isWordLike && stemsIn(segment).some((stem) => stems.has(stem))) yield { start: index, end: index + segment.length }
}

/** Takes the accents off Latin letters alone, since a mark changes the word in other scripts. */
function folded(word: string): string {
  return word
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .normalize('NFC')
}

function stemOf(word: string): string {
  return /^[a-z]+$/.test(word) ? stemmer.stem(word) : word
}
