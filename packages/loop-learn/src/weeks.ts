import { Temporal } from 'temporal-polyfill'

/** A week of ISO 8601 in somebody's zone, from its first moment to that of the next. */
export interface Week {
  /** Such as `2026-W01`; its year can be another than that of its days. */
  week: string
  starts_at: string
  ends_at: string
}

/** The week that a time lies in. */
export function weekOf(at: string, zone: string): Week {
  return weekFrom(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate(), zone)
}

/** The week of a name; undefined where its year has no such week, or it is no name of a week. */
export function weekNamed(name: string, zone: string): Week | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(name) ?? []
  if (year === undefined || Number(year) < 1) return undefined
  // The fourth of January lies in the first week of its year, whatever day it is.
  const first = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 4 })
  const found = weekFrom(first.add({ weeks: Number(number) - 1 }), zone)
  return found.week === name ? found : undefined
}

/** The last weeks, the oldest first; the one that a time lies in is the last. */
export function weeksUntil(at: string, { zone, count }: { zone: string; count: number }): Week[] {
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()
  return Array.from({ length: count }, (_, index) => weekFrom(today.subtract({ weeks: count - 1 - index }), zone))
}

function weekFrom(date: Temporal.PlainDate, zone: string): Week {
  const monday = date.subtract({ days: date.dayOfWeek - 1 })
  const week = `${String(date.yearOfWeek).padStart(4, '0')}-W${String(date.weekOfYear).padStart(2, '0')}`
  return { week, starts_at: startOf(monday, zone), ends_at: startOf(monday.add({ weeks: 1 }), zone) }
}

/** The first moment of a day, which is not midnight where a clock is put forward then. */
function startOf(date: Temporal.PlainDate, zone: string): string {
  return new Date(date.toZonedDateTime(zone).epochMilliseconds).toISOString()
}
