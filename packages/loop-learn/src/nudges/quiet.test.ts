import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minute } from '../words.ts'
import { isQuiet, localDay, nextMorning, quietUntil } from './quiet.ts'

const night = (zone: string) => ({ zone, start: '22:00', end: '07:00' })

describe('quiet hours', () => {
  it('cross midnight, begin at their start and end at their end', () => {
    const quiet = (at: string) => isQuiet(at, night('Europe/Berlin'))
    expect(['2026-01-05T20:59:00Z', '2026-01-05T21:00:00Z', '2026-01-06T05:59:00Z', '2026-01-06T06:00:00Z'].map(quiet)).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isQuiet('2026-01-05T13:00:00Z', { zone: 'UTC', start: '12:30', end: '14:00' })).toBe(true)
  })

  it('are none where both ends are equal', () => {
    fc.assert(fc.property(moments, clocks, (at, clock) => !isQuiet(at, { zone: 'UTC', start: clock, end: clock })))
  })

  it('are over on the next local morning', () => {
    expect(nextMorning('2026-01-05T12:00:00Z', night('America/New_York'))).toBe('2026-01-06T12:00:00.000Z')
    expect(nextMorning('2026-01-05T12:00:00Z', { zone: 'Asia/Tokyo', start: '12:00', end: '12:00' })).toBe('2026-01-05T15:00:00.000Z')
    expect(localDay('2026-01-05T15:00:00Z', 'Asia/Tokyo')).toBe('2026-01-06')
  })

  it('end when the clock says so, also on the days on which it changes', () => {
    const small = (end: string) => ({ zone: 'Europe/Berlin', start: '01:00', end })
    // At 2:00 it becomes 3:00: half past two never comes.
    expect(quietUntil('2026-03-29T00:30:00.000Z', small('02:30'))).toBe('2026-03-29T01:00:00.000Z')
    // At 3:00 it becomes 2:00 again: what was over begins once more.
    expect(quietUntil('2026-10-25T00:10:00.000Z', small('02:30'))).toBe('2026-10-25T00:30:00.000Z')
    expect(quietUntil('2026-10-25T01:10:00.000Z', small('02:30'))).toBe('2026-10-25T01:30:00.000Z')
    expect(quietUntil('2026-03-28T22:00:00.000Z', night('Europe/Berlin'))).toBe('2026-03-29T05:00:00.000Z')
    expect(quietUntil('2026-10-24T21:00:00.000Z', night('Europe/Berlin'))).toBe('2026-10-25T06:00:00.000Z')
  })

  it('last to the first minute in which the clock on the wall is out of them', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), clocks, clocks, (at, zone, start, end) => {
        const quiet = { zone, start, end }
        expect(quietUntil(at, quiet)).toBe(firstLoudMinute(at, quiet))
      }),
      { numRuns: 60 },
    )
  })
})

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
const minutes = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / minute, max: Date.parse(to) / minute }).map((count) => new Date(count * minute).toISOString())
// Around the clock changes of these zones, and anywhere.
const moments = fc.oneof(
  minutes('2026-01-01T00:00Z', '2026-12-31T00:00Z'),
  minutes('2026-03-28T12:00Z', '2026-03-29T12:00Z'),
  minutes('2026-10-24T12:00Z', '2026-10-25T12:00Z'),
  minutes('2026-03-07T18:00Z', '2026-03-08T18:00Z'),
  minutes('2026-10-31T18:00Z', '2026-11-01T18:00Z'),
  minutes('2026-04-04T06:00Z', '2026-04-05T00:00Z'),
)
const clocks = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))

/** The same by looking at the clock of another library, minute for minute. */
function firstLoudMinute(at: string, { zone, start, end }: { zone: string; start: string; end: string }): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  for (let time = Date.parse(at); ; time += minute) {
    const now = clock.format(time)
    const quiet = start <= end ? start <= now && now < end : start <= now || now < end
    if (!quiet) return new Date(time).toISOString()
  }
}
