import { describe, expect, it } from 'vitest'
import { day } from '../words.ts'
import { type Grade, newSchedule, rated } from './schedule.ts'

const start = '2026-01-05T12:00:00.000Z'
const later = (at: string, days: number) => new Date(Date.parse(at) + days * day).toISOString()
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day

describe('the schedule of a blind spot', () => {
  it('27. comes back 8, 3 or 2 days after a first answer, and 1 day after new support', () => {
    const first = (grade: Grade) => daysBetween(start, rated(newSchedule(start), grade, start).due)
    expect(newSchedule(start)).toMatchObject({ due: start, reps: 0, last_review: null })
    expect((['Easy', 'Good', 'Hard', 'Again'] as const).map(first)).toEqual([8, 3, 2, 1])
  })

  it('27. what helped three times, each on its due day, comes after 3, 14 and 57 days', () => {
    const once = rated(newSchedule(start), 'Good', start)
    const twice = rated(once, 'Good', once.due)
    const thrice = rated(twice, 'Good', twice.due)
    expect([daysBetween(start, once.due), daysBetween(once.due, twice.due), daysBetween(twice.due, thrice.due)]).toEqual([3, 14, 57])
  })

  it('is what FSRS-6 publishes for its default weights without short-term steps', () => {
    const history: [Grade, number][] = [
      ['Again', 0],
      ['Good', 0],
      ['Good', 1],
      ['Good', 3],
      ['Good', 8],
      ['Good', 21],
    ]
    let at = start
    let schedule = newSchedule(start)
    for (const [grade, days] of history) {
      at = later(at, days)
      schedule = rated(schedule, grade, at)
    }
    expect(schedule.stability).toBeCloseTo(53.335106, 4)
    expect(schedule.difficulty).toBeCloseTo(6.3574867, 4)
    const firsts = (['Again', 'Hard', 'Good', 'Easy'] as const).map((grade) => rated(newSchedule(start), grade, start))
    expect(firsts.map(({ stability }) => stability)).toEqual([0.212, 1.2931, 2.3065, 8.2956])
    expect(firsts.map(({ difficulty }) => difficulty)).toEqual([6.4133, 5.11217071, 2.11810397, 1])
  })

  it('never stays away for more than 60 days, and comes back within 5 after new support', () => {
    let at = start
    let schedule = newSchedule(start)
    for (let times = 0; times < 8; times++) {
      schedule = rated(schedule, 'Easy', at)
      expect(daysBetween(at, schedule.due)).toBeLessThanOrEqual(60)
      const again = daysBetween(schedule.due, rated(schedule, 'Again', schedule.due).due)
      expect(again).toBeGreaterThanOrEqual(1)
      expect(again).toBeLessThanOrEqual(5)
      at = schedule.due
    }
  })

  it('bears a clock that was set back', () => {
    const once = rated(newSchedule(start), 'Good', start)
    expect(rated(once, 'Good', later(start, -3)).last_review).toBe(start)
  })
})
