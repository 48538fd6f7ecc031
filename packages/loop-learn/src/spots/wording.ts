import type { BlindSpotRow } from '../storage/tables.ts'
import type { DetectorName } from '../words.ts'
import type { Figures } from './figures.ts'

type Words = readonly [title: (label: string) => string, pattern: (figures: Figures) => string]

/** What a model proposes has the model's words. */
export type OwnDetector = Exclude<DetectorName, 'model'>

const wordings: Record<OwnDetector, Words> = {
  recurring_struggle: [
    (label) => `Stuck again: ${label}`,
    (figures) => `${many(figures.support_count, 'struggle')} with the same thing in ${spanOf(figures)}, and it was not got over.`,
  ],
  avoidance_pattern: [
    (label) => `Put off again: ${label}`,
    (figures) => `The same thing was put off ${times(figures.support_count)} in ${spanOf(figures)}.`,
  ],
  repeated_decision: [
    (label) => `Decided again: ${label}`,
    (figures) => `The same thing was decided ${times(figures.support_count)} in ${spanOf(figures)}, with nothing finished in between.`,
  ],
  repeated_question: [
    (label) => `Asked again: ${label}`,
    (figures) => `The same question came up ${times(figures.support_count)} in ${spanOf(figures)}.`,
  ],
  no_finish: [
    (label) => `Little gets finished: ${label}`,
    (figures) => `${many(figures.support_count, 'session')} between ${datesOf(figures)} ended with nothing finished.`,
  ],
  premature_done: [
    (label) => `Called done too early: ${label}`,
    (figures) =>
      `${many(figures.support_count, 'thing')} that had been called done between ${datesOf(figures)} did not hold; ${figures.counter_count} did.`,
  ],
  overconfidence: [
    (label) => `Surer than right: ${label}`,
    (figures) => `Of ${many(figures.support_count, 'forecast')} between ${datesOf(figures)}, fewer came true than was expected.`,
  ],
  underconfidence: [
    (label) => `Right more often than sure: ${label}`,
    (figures) => `Of ${many(figures.support_count, 'forecast')} between ${datesOf(figures)}, more came true than was expected.`,
  ],
  long_sessions: [
    (label) => `Long sessions end in struggle: ${label}`,
    (figures) =>
      `${many(figures.support_count, 'session')} of more than three hours between ${datesOf(figures)} had most of their struggles at the end.`,
  ],
}

/** What a blind spot is called and what it says, in our words; of stored ones only the label is in them. */
export function wordsOf(detector: OwnDetector, label: string, figures: Figures): Pick<BlindSpotRow, 'label' | 'title' | 'pattern'> {
  const [title, pattern] = wordings[detector]
  return { label, title: title(label), pattern: pattern(figures) }
}

function spanOf(figures: Figures): string {
  return `${many(figures.session_count, 'session')} between ${datesOf(figures)}`
}

function datesOf({ first_seen_at, last_seen_at }: Figures): string {
  return `${first_seen_at.slice(0, 10)} and ${last_seen_at.slice(0, 10)}`
}

function many(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

function times(count: number): string {
  return `${count} times`
}
