import { at, type Ctl } from '../ctl.ts'
import { forgivingNumber } from '../whole-number.ts'

const day = 86_400_000

/** How far back a list of what was read looks. */
export const sinceDays = forgivingNumber({ most: 365, unless: 7 })

/** The time that many days ago, as times are stored. */
export function daysAgo({ now }: Pick<Ctl, 'now'>, days: number): string {
  return new Date(now().getTime() - days * day).toISOString()
}

/** The last days in UTC, today included, from the first on. */
export function lastDays(ctl: Pick<Ctl, 'now'>, count: number): string[] {
  const today = Date.parse(at(ctl).slice(0, 10))
  return Array.from({ length: count }, (_, index) => new Date(today - (count - 1 - index) * day).toISOString().slice(0, 10))
}
