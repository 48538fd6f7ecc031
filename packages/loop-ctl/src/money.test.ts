import { expect, it } from 'vitest'
import { dollarsOf, shownDollars, shownTokens, utilizationOf } from './money.ts'

it.each([
  [0, 0],
  [499, 0],
  [500, 0.01],
  [100_500, 1.01],
  [123_456, 1.23],
  [1_000_000_000_000, 10_000_000],
  [-500, -0.01],
  [-100_500, -1.01],
  [-499, 0],
])('65. %i millicents are %d dollars', (millicents, dollars) => {
  expect(dollarsOf(millicents)).toBe(dollars)
})

it.each([
  [100_500, '$1.01'],
  [120_000, '$1.20'],
  [0, '$0.00'],
])('%i millicents are shown as %s', (millicents, shown) => {
  expect(shownDollars(millicents)).toBe(shown)
})

it.each([
  [950, '950'],
  [1_000, '1K'],
  [150_000, '150K'],
  [1_550, '1.6K'],
  [999_949, '999.9K'],
  [999_950, '1M'],
  [1_200_000, '1.2M'],
])('%i tokens are shown as %s', (tokens, shown) => {
  expect(shownTokens(tokens)).toBe(shown)
})

it.each([
  [0, 7, 0],
  [29, 100, 29],
  [999, 1_000, 99],
  [1_000, 1_000, 100],
  [3, 2, 150],
  [9_007_199_254_740_991, 9_007_199_254_740_991, 100],
])('of %i that are used where there are %i it is %i percent', (used, most, percent) => {
  expect(utilizationOf(used, most)).toBe(percent)
})
