import { kinds } from '../../packages/loop-learn/src/words.ts'

const vowels = 'aeiou'
const consonants = 'bdfgklmnprtvz'
const known = 5_000

/** A word that no stemmer knows, the same for the same number. */
export function wordOf(number: number): string {
  let word = ''
  for (let rest = number + known; rest > 0; rest = Math.floor(rest / 65)) {
    word += consonants[rest % 13]! + vowels[Math.floor(rest / 13) % 5]!
  }
  return word
}

/** A note of twelve words, of which few are common and most are rare, the same for the same number. */
export function noteOf(index: number): string {
  return Array.from({ length: 12 }, (_, place) => wordOf(Math.floor(known * pseudo(index * 12 + place) ** 3))).join(' ')
}

export function kindOf(index: number) {
  return kinds[index % kinds.length]!
}

/** Between 0 and 1, the same for the same number. */
function pseudo(number: number): number {
  let mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
}
