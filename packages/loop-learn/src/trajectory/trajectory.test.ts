import { describe, expect, it } from 'vitest'
import { directionOf, indexOf, slopeOf, summaryOf } from './trajectory.ts'

const indices = (...values: (number | null)[]) => values.map((index) => ({ index }))
const counts = { decisions: 0, questions: 0, completions: 0, struggles: 0, avoidances: 0 }

describe('the trajectory', () => {
  it('has an index where at least five were finished, hard or put off', () => {
    expect(indexOf({ ...counts, completions: 3, struggles: 1, avoidances: 1 })).toBe(0.6)
    expect(indexOf({ ...counts, completions: 3, struggles: 1, decisions: 9, questions: 9 })).toBeNull()
  })

  it.each([
    ['rising', 0.1, indices(0.1, 0.2, 0.3, 0.4, 0.5, 0.6)],
    ['falling', -0.1, indices(0.6, 0.5, 0.4)],
    ['steady', 0.03, indices(0.5, 0.53, 0.56)],
    ['rising', 0.031, indices(0.5, 0.531, 0.562)],
    ['steady', 0, indices(0.5, 0.5, 0.5, 0.5, 0.5, 1)],
    ['rising', 0.1, indices(0.1, 0.2, null, 0.4)],
    ['rising', 0.1, indices(0.9, 0.9, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)],
    ['too_early', null, indices(0.1, null, null, 0.9)],
    ['too_early', null, []],
  ])('is %s with a slope of %s: %j', (direction, slope, points) => {
    expect(slopeOf(points)).toBe(slope)
    expect(directionOf(slopeOf(points))).toBe(direction)
  })

  it('is put in two sentences', () => {
    const point = { week: '2026-W02', sessions: 1, counts: { ...counts, completions: 2, struggles: 1 }, index: null, open_spots: 0 }
    expect(summaryOf([point], null)).toBe(
      'This week: 1 session, 2 completions, 1 struggle. It is too early to see a direction: that takes three weeks with at least five completions, struggles or avoidances each.',
    )
    expect(summaryOf([point, point], 0.052)).toMatch(/^In 2 weeks: 2 sessions, .* rising by about 5 percentage points a week\.$/)
    expect(summaryOf([point, point], 0)).toMatch(/holds steady\.$/)
  })
})
