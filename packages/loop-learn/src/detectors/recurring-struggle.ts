import { day } from '../words.ts'
import { after, completionsOf, isPast, type Noted, ofKind, sessionsOf, spreadOf, within } from './detector.ts'
import { themeDetector } from './theme.ts'

/** The same obstacle again, on different days, and never got over. */
export const recurringStruggle = themeDetector({
  name: 'recurring_struggle',
  kind: 'struggle',
  threshold: 3,
  window: 30 * day,
  fires(rows, now) {
    const struggles = within(ofKind(rows, 'struggle'), 30 * day, now)
    const isRepeated = struggles.length >= 3 && sessionsOf(struggles) >= 2 && spreadOf(struggles) >= day
    return isRepeated && after(completionsOf(rows), struggles.at(-1)!.observed_at).length === 0
  },
  overSince: gotOver,
})

/** After one confirmed or two plain completions, and two weeks. */
export function gotOver(last: Pick<Noted, 'observed_at'>, completions: readonly Noted[], now: string): string | undefined {
  let weight = 0
  const enough = after(completions, last.observed_at).find(({ outcome }) => {
    weight += outcome === 'confirmed' ? 2 : 1
    return weight >= 2
  })
  return isPast(last.observed_at, 14 * day, now) ? enough?.observed_at : undefined
}
