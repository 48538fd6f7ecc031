import { day } from '../words.ts'
import { after, ofKind, overWith, sessionsOf, spreadOf, within } from './detector.ts'
import { themeDetector } from './theme.ts'

/** The same thing put off again, on different days. */
export const avoidancePattern = themeDetector({
  name: 'avoidance_pattern',
  kind: 'avoidance',
  threshold: 3,
  window: 30 * day,
  fires(rows, now) {
    const avoidances = within(ofKind(rows, 'avoidance'), 30 * day, now)
    return avoidances.length >= 3 && sessionsOf(avoidances) >= 2 && spreadOf(avoidances) >= day
  },
  over: (last, completions) => overWith(after(completions, last.observed_at)[0], last, 14 * day),
})
