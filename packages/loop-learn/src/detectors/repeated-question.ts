import { day } from '../words.ts'
import { after, isPast, ofKind, sessionsOf, within } from './detector.ts'
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
  overSince(last, completions, now) {
    const answered = isPast(last.observed_at, 14 * day, now) ? after(completions, last.observed_at)[0] : undefined
    return answered?.observed_at ?? (isPast(last.observed_at, 30 * day, now) ? last.observed_at : undefined)
  },
})
