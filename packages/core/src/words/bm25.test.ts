import { expect, it } from 'vitest'
import { scoresOf } from './bm25.ts'

const text = (words: string) => [{ words }]

it('is the sum of what each word says of a text', () => {
  const [one, both, none] = scoresOf(['tea', 'milk'], [text('tea'), text('tea milk'), text('milk sugar lemon')])
  const rarity = Math.log(1 + 1.5 / 2.5)
  const weight = (length: number) => (rarity * 2.2) / (1 + 1.2 * (0.25 + (0.75 * length) / 2))
  expect(one).toBeCloseTo(weight(1), 12)
  expect(both).toBeCloseTo(2 * weight(2), 12)
  expect(none).toBeCloseTo(weight(3), 12)
})

it('prefers rare words, short texts and words that come again', () => {
  const [rare, common] = scoresOf(['tea', 'milk'], [text('tea x'), text('milk x'), text('milk y')])
  expect(rare).toBeGreaterThan(common!)
  const [short, long] = scoresOf(['tea'], [text('tea x'), text('tea x y z')])
  expect(short).toBeGreaterThan(long!)
  const [once, twice] = scoresOf(['tea'], [text('tea x'), text('tea tea')])
  expect(twice).toBeGreaterThan(once!)
})

it('counts the words of all fields, those of a heavier one as if they stood there so many times', () => {
  const [plain, named] = scoresOf(['tea'], [text('x y tea'), [{ words: 'x y' }, { words: 'tea' }]])
  expect(named).toBe(plain)
  const [written, weighed] = scoresOf(['tea'], [text('tea tea tea x'), [{ words: 'tea', weight: 3 }, { words: 'x' }]])
  expect(weighed).toBe(written)
})

it('is never zero for a text with a word of the query, and takes no word twice', () => {
  expect(scoresOf(['tea', 'tea'], [text('tea')])).toEqual(scoresOf(['tea'], [text('tea')]))
  expect(scoresOf(['tea'], [text('tea'), text('tea')]).every((score) => score > 0)).toBe(true)
  expect(scoresOf(['tea'], [])).toEqual([])
})
