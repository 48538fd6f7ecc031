import { expect, it } from 'vitest'
import { likestTheme } from './theme.ts'

it.each([
  ['a b c d', 'a b c x y z w', true, 'three of four are enough'],
  ['a b c d e', 'a b c', true, 'all of the shorter'],
  ['a b c d e', 'a b x y z', false, 'two of five are not'],
  ['a b', 'b a', true, 'the same two'],
  ['a b', 'a b c', false, 'of fewer than three it takes all'],
  ['', '', false, 'nothing is like nothing'],
])('compares %j with %j: %j (%s)', (mine, tokens, isLike) => {
  const words = mine.split(' ').filter((token) => token !== '')
  expect(likestTheme(words, [{ theme: 'obs:1', tokens }])).toBe(isLike ? 'obs:1' : undefined)
})
