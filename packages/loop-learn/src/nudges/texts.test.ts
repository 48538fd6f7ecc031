import { expect, it } from 'vitest'
import { detectorNames, thresholds } from '../words.ts'
import { spanOf } from './span.ts'
import { starters } from './starters.ts'
import { textOf } from './texts.ts'

const longest = { label: 'W'.repeat(80), count: 9_999, span: '36 months' }

it.each(detectorNames)('what is said of %s is short, whole and not the same twice', (detector) => {
  const texts = thresholds.flatMap((mode) => [0, 1].map((variant) => textOf(detector, { ...longest, mode, variant })))
  expect(new Set(texts).size).toBe(6)
  for (const text of texts) {
    expect(text.length, text).toBeLessThanOrEqual(280)
    expect(text).not.toMatch(/[{}]/)
  }
})

it('fills in a label as it is, whatever stands in it', () => {
  expect(textOf('model', { label: '$& {count}', count: 3, span: '2 days', mode: 'survival', variant: 0 })).toContain('“$& {count}”')
})

it('questions to begin with are short, and each has one name', () => {
  const named = thresholds.flatMap((mode) => Object.entries(starters[mode]))
  expect(new Set(named.map(([name]) => name)).size).toBe(named.length)
  for (const [, text] of named) expect(text.length, text).toBeLessThanOrEqual(280)
})

it('a span is said in the unit that fits', () => {
  const from = '2026-01-01T00:00:00.000Z'
  expect([1, 2, 13, 14, 69, 70].map((day) => spanOf(from, new Date(Date.parse(from) + day * 86_400_000).toISOString()))).toEqual([
    '1 day',
    '2 days',
    '13 days',
    '2 weeks',
    '10 weeks',
    '2 months',
  ])
})
