import { day } from '../words.ts'
import { after, ofKind, overByQuiet, overWith, sessionsOf, soonest, within } from './detector.ts'
import { themeDetector } from './theme.ts'

/** Asked in one session after the other. */
export const repeatedQuestion = themeDetector({
  name: 'repeated_question',
  kind: 'question',
  threshold: 3,
  window: 30 * day,
  fires(rows, now) {
    const questions = within(ofKind(rows, 'question'), 30 * day, now)
    return questions.length >= 3 && sessionsOf(questions) >= 3
  },
  over: (last, completions) => soonest(overWith(after(completions, last.observed_at)[0], last, 14 * day), overByQuiet(last, 30 * day)),
})
