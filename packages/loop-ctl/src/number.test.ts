import { expect, test } from 'vitest'
import { sortKeyOf, spokenNumber } from './number.ts'

test('numbers sort by their parts, without an upper bound, letters after digits', () => {
  const numbers = ['1', '1.1', '1.2', '1.2a', '1.2b', '1.10', '1.1000', '1.100000000000', '1a', '2', '10.1']
  const sorted = numbers.toSorted((one, other) => (sortKeyOf(one) < sortKeyOf(other) ? -1 : 1))
  expect(sorted).toEqual(numbers)
  expect(sortKeyOf('01.02')).toBe(sortKeyOf('1.2'))
})

test.each([
  ['US-2.1', '2.1'],
  ['us-10', '10'],
  [' 2.1b ', '2.1b'],
  ['US-', undefined],
  ['two', undefined],
  ['2..1', undefined],
])('%s is the number %s', (reference, number) => {
  expect(spokenNumber(reference)).toBe(number)
})
