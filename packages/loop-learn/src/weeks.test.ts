import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weekNamed, weekOf, weeksUntil } from './weeks.ts'
import { day, hour } from './words.ts'

const lengthOf = ({ starts_at, ends_at }: { starts_at: string; ends_at: string }) => Date.parse(ends_at) - Date.parse(starts_at)

describe('weeks', () => {
  it.each([
    ['2026-01-05T00:00:00.000Z', 'UTC', '2026-W02'],
    ['2026-01-04T23:59:59.999Z', 'UTC', '2026-W01'],
    ['2025-12-31T12:00:00.000Z', 'UTC', '2026-W01'],
    ['2027-01-03T12:00:00.000Z', 'UTC', '2026-W53'],
    ['2027-01-04T12:00:00.000Z', 'UTC', '2027-W01'],
    ['2026-01-04T23:30:00.000Z', 'Europe/Berlin', '2026-W02'],
    ['2026-01-05T04:30:00.000Z', 'America/New_York', '2026-W01'],
  ])('%s in %s lies in %s', (at, zone, week) => {
    expect(weekOf(at, zone).week).toBe(week)
  })

  it('have an hour less or more where the clock changes', () => {
    const berlin = 'Europe/Berlin'
    expect(lengthOf(weekOf('2026-03-26T12:00:00Z', berlin))).toBe(7 * day - hour)
    expect(lengthOf(weekOf('2026-10-22T12:00:00Z', berlin))).toBe(7 * day + hour)
    expect(weekOf('2026-03-26T12:00:00Z', berlin)).toEqual({
      week: '2026-W13',
      starts_at: '2026-03-22T23:00:00.000Z',
      ends_at: '2026-03-29T22:00:00.000Z',
    })
  })

  it('are found by their names, where their year has them', () => {
    expect(weekNamed('2026-W53', 'UTC')).toEqual(weekOf('2027-01-01T00:00:00Z', 'UTC'))
    for (const name of ['2025-W53', '2026-W00', '2026-W54', '0000-W01', '2026-5', 'last']) {
      expect(weekNamed(name, 'UTC'), name).toBeUndefined()
    }
  })

  it('follow one another without a gap, each found again by its name', () => {
    const times = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu')
    fc.assert(
      fc.property(times, zones, (time, zone) => {
        const at = time.toISOString()
        const weeks = weeksUntil(at, { zone, count: 3 })
        const last = weeks[2]!
        expect(last).toEqual(weekOf(at, zone))
        expect(last.starts_at <= at && at < last.ends_at).toBe(true)
        expect(weeks.slice(1).map(({ starts_at }) => starts_at)).toEqual(weeks.slice(0, 2).map(({ ends_at }) => ends_at))
        expect(weekNamed(last.week, zone)).toEqual(last)
      }),
      { numRuns: 60 },
    )
  })
})
