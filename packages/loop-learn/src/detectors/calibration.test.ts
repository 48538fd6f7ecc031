import { describe, expect, it } from 'vitest'
import { day } from '../words.ts'
import { overconfidence, type Settled, underconfidence } from './calibration.ts'
import { detect, later, overAt } from './detector.ts'

const now = '2026-03-01T12:00:00.000Z'

/** So many forecasts of one probability, of which so many came true, some days ago. */
function forecasts(count: number, probability: number, happened: number, days = 1): Settled[] {
  return Array.from({ length: count }, (_, index) => {
    const observed_at = later(now, -days * day)
    return { id: `${days} ${index}`, session_id: null, observed_at, probability, happened: index < happened }
  })
}

describe('calibration', () => {
  it.each([
    ['nine are not enough', forecasts(9, 0.9, 4), '-'],
    ['ten, half of them true', forecasts(10, 0.9, 5), 'over'],
    ['a gap of exactly 0.15', forecasts(20, 0.85, 14), 'over'],
    ['a gap of 0.14', forecasts(20, 0.84, 14), '-'],
    ['ten at the edge of the window', forecasts(10, 0.9, 5, 60), 'over'],
    ['ten outside of the window', forecasts(10, 0.9, 5, 61), '-'],
    ['nine within and one without', [...forecasts(1, 0.9, 0, 61), ...forecasts(9, 0.9, 4)], '-'],
    ['more true than said', forecasts(10, 0.5, 7), 'under'],
    ['a gap of exactly -0.15', forecasts(20, 0.55, 14), 'under'],
  ])('%s', (_, rows, expected) => {
    const found = { over: detect(overconfidence, rows, now), under: detect(underconfidence, rows, now) }
    expect(found.over ? 'over' : found.under ? 'under' : '-').toBe(expected)
  })

  it('ends where the gap has closed', () => {
    expect(overAt(overconfidence, forecasts(20, 0.79, 14), now)).toEqual({ at: now, since: now })
    expect(overAt(overconfidence, forecasts(20, 0.8, 14), now)).toBeUndefined()
    expect(overAt(overconfidence, forecasts(9, 0.7, 7), now)).toBeUndefined()
  })
})
