import { expect, it } from 'vitest'
import { scoresOf } from './bm25.ts'

const note = (tokens: string, topic_tokens = '') => ({ tokens, topic_tokens })

it('is the sum of what each word says of a note', () => {
  const [one, both, none] = scoresOf(['tea', 'milk'], [note('tea'), note('tea milk'), note('milk sugar lemon')])
  const rarity = Math.log(1 + 1.5 / 2.5)
  const weight = (length: number) => (rarity * 2.2) / (1 + 1.2 * (0.25 + (0.75 * length) / 2))
  expect(one).toBeCloseTo(weight(1), 12)
  expect(both).toBeCloseTo(2 * weight(2), 12)
  expect(none).toBeCloseTo(weight(3), 12)
})

it('prefers rare words, short notes and words that come again', () => {
  const [rare, common] = scoresOf(['tea', 'milk'], [note('tea x'), note('milk x'), note('milk y')])
  expect(rare).toBeGreaterThan(common!)
  const [short, long] = scoresOf(['tea'], [note('tea x'), note('tea x y z')])
  expect(short).toBeGreaterThan(long!)
  const [once, twice] = scoresOf(['tea'], [note('tea x'), note('tea tea')])
  expect(twice).toBeGreaterThan(once!)
})

it('counts the words of the topic', () => {
  const [plain, named] = scoresOf(['tea'], [note('x y tea'), note('x y', 'tea')])
  expect(named).toBe(plain)
})

it('is never zero for a note with a word of the query, and takes no word twice', () => {
  expect(scoresOf(['tea', 'tea'], [note('tea')])).toEqual(scoresOf(['tea'], [note('tea')]))
  expect(scoresOf(['tea'], [note('tea'), note('tea')]).every((score) => score > 0)).toBe(true)
  expect(scoresOf(['tea'], [])).toEqual([])
})
