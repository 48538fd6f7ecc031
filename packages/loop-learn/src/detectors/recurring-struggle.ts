import { day } from '../words.ts'
import { after, completionsOf, type Noted, type Over, ofKind, overWith, type Sign, sessionsOf, spreadOf, within } from './detector.ts'
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
  over: gotOver,
})

/** After one confirmed or two plain completions, and two weeks. */
export function gotOver(last: Sign, completions: readonly Noted[]): Over | undefined {
  let weight = 0
  const enough = after(completions, last.observed_at).find(({ outcome }) => {
    weight += outcome === 'confirmed' ? 2 : 1
    return weight >= 2
  })
  return overWith(enough, last, 14 * day)
}
