import { Temporal } from 'temporal-polyfill'

/** The hours of a day in which nothing is delivered, on the clock of a zone; none where both ends are equal. */
export interface QuietHours {
  zone: string
  /** `HH:MM`. */
  start: string
  end: string
}

/** The date on the clock of a zone. */
export function localDay(at: string, zone: string): string {
  return zoned(at, zone).toPlainDate().toString()
}

/** Whether a moment lies in the quiet hours, which may cross midnight. */
export function isQuiet(at: string, { zone, start, end }: QuietHours): boolean {
  const clock = zoned(at, zone).toPlainTime().toString({ smallestUnit: 'minute' })
  return start <= end ? start <= clock && clock < end : start <= clock || clock < end
}

/** The first moment from this one on that is not quiet. */
export function quietUntil(at: string, quiet: QuietHours): string {
  if (!isQuiet(at, quiet)) return at
  return endsAfter(at, quiet).find((moment) => moment > at && !isQuiet(moment, quiet))!
}

/** When the next local day begins that is not quiet any more. */
export function nextMorning(at: string, quiet: QuietHours): string {
  const midnight = zoned(at, quiet.zone).add({ days: 1 }).startOfDay()
  return quietUntil(textOf(midnight), quiet)
}

/** Where quiet hours can end: at their end, which comes twice or never on the day of a clock change, and at the change itself. */
function endsAfter(at: string, { zone, end }: QuietHours): string[] {
  const now = zoned(at, zone)
  const days = [now.toPlainDate(), now.toPlainDate().add({ days: 1 })]
  const ends = days.flatMap((day) =>
    (['earlier', 'later'] as const).map((disambiguation) =>
      day.toPlainDateTime(Temporal.PlainTime.from(end)).toZonedDateTime(zone, { disambiguation }),
    ),
  )
  const change = now.getTimeZoneTransition('next')
  return [...ends, ...(change ? [change] : [])].map(textOf).sort()
}

function zoned(at: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone)
}

function textOf(moment: Temporal.ZonedDateTime): string {
  return new Date(moment.epochMilliseconds).toISOString()
}
