import { day } from '../words.ts'
import { after, completionsOf, type Noted, ofKind, overByQuiet, overWith, sessionsOf, soonest, within } from './detector.ts'
import { themeDetector } from './theme.ts'

/** Decided again and again, and nothing finished in between. */
export const repeatedDecision = themeDetector({
  name: 'repeated_decision',
  kind: 'decision',
  threshold: 3,
  window: 21 * day,
  fires(rows, now) {
    const decisions = sinceCompletion(within(ofKind(rows, 'decision'), 21 * day, now), completionsOf(rows))
    return decisions.length >= 3 && sessionsOf(decisions) >= 2
  },
  over: (last, completions) => soonest(overWith(after(completions, last.observed_at)[0], last, 0), overByQuiet(last, 21 * day)),
})

/** The last run of decisions with no completion among them, so that what is finished does not hide what begins again. */
function sinceCompletion(decisions: readonly Noted[], completions: readonly Noted[]): Noted[] {
  const last = decisions.at(-1)
  const cut = last && completions.findLast(({ observed_at }) => observed_at < last.observed_at)
  return decisions.filter(({ observed_at }) => cut === undefined || observed_at >= cut.observed_at)
}
