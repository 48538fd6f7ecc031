import { describe, expect, it } from 'vitest'
import { day, hour, type ObservationKind, type Verdict } from '../words.ts'
import { avoidancePattern } from './avoidance-pattern.ts'
import { detect, later, type Noted, overAt } from './detector.ts'
import { prematureDone } from './premature-done.ts'
import { recurringStruggle } from './recurring-struggle.ts'
import { repeatedDecision } from './repeated-decision.ts'
import { repeatedQuestion } from './repeated-question.ts'
import type { ThemeDetector } from './theme.ts'

const now = '2026-03-01T12:00:00.000Z'

/** A note so many days ago: `s` a struggle, `a` an avoidance, `d` a decision, `q` a question, `c` a completion, `+` confirmed, `-` refuted; in a session of its day unless said, as in `s3@1`. */
function noted(sign: string, index: number): Noted {
  const [, letter = '', days, session] = /^(.)([\d.]+)(?:@(\w+))?$/.exec(sign)!
  const [kind, outcome] = kindsOf[letter]!
  return { id: `${index}`, session_id: session ?? `day ${days}`, kind, outcome, observed_at: later(now, -Number(days) * day) }
}

const kindsOf: Record<string, [ObservationKind, Verdict | null]> = {
  s: ['struggle', null],
  a: ['avoidance', null],
  d: ['decision', null],
  q: ['question', null],
  c: ['completion', null],
  '+': ['completion', 'confirmed'],
  '-': ['completion', 'refuted'],
}

function rowsOf(signs: string): Noted[] {
  return signs
    .split(' ')
    .filter((sign) => sign !== '')
    .map(noted)
    .sort((one, other) => one.observed_at.localeCompare(other.observed_at))
}

/** `found`, `over` or `-`. */
function said(detector: ThemeDetector | typeof prematureDone, signs: string): string {
  const rows = rowsOf(signs)
  if (detect(detector, rows, now)) return 'found'
  return overAt(detector, rows, now) ? 'over' : '-'
}

describe('a detector over notes', () => {
  it.each([
    [recurringStruggle, 's3 s2', '-', 'two are not enough'],
    [recurringStruggle, 's3 s2 s1', 'found', 'three in 48 hours'],
    [recurringStruggle, 's3@1 s2@1 s1@1', '-', 'of one session'],
    [recurringStruggle, 's1.9@1 s1.5@2 s1@3', '-', 'of less than a day'],
    [recurringStruggle, 's2@1 s1.5@2 s1@3', 'found', 'of exactly a day'],
    [recurringStruggle, 's30 s2 s1', 'found', 'on the edge of the window'],
    [recurringStruggle, 's31 s2 s1', '-', 'outside of the window'],
    [recurringStruggle, 's3 s2 s1 c0', '-', 'with a completion since'],
    [recurringStruggle, 's3 s2 s1 -0', 'found', 'with one since that was refuted'],
    [recurringStruggle, 's3 c2.5 s2 s1', 'found', 'with a completion in between'],
    [recurringStruggle, 's20 s19 s14 c13 c12', 'over', 'two completions and 14 days'],
    [recurringStruggle, 's20 s19 s13 c12 c11', '-', 'only 13 days'],
    [recurringStruggle, 's20 s19 s14 c13', '-', 'only one completion'],
    [recurringStruggle, 's20 s19 s14 +13', 'over', 'one that was confirmed'],
    [avoidancePattern, 'a3 a2', '-', 'two are not enough'],
    [avoidancePattern, 'a3 a2 a1', 'found', 'three'],
    [avoidancePattern, 'a31 a2 a1', '-', 'outside of the window'],
    [avoidancePattern, 'a3@1 a2@1 a1@1', '-', 'of one session'],
    [avoidancePattern, 'a3 a2 a1 c0', 'found', 'done, but not for long'],
    [avoidancePattern, 'a16 a15 a14 c13', 'over', 'done, and 14 days'],
    [repeatedDecision, 'd3 d2', '-', 'two are not enough'],
    [repeatedDecision, 'd3 d2 d1', 'found', 'three'],
    [repeatedDecision, 'd3@1 d2@1 d1@1', '-', 'of one session'],
    [repeatedDecision, 'd21 d2 d1', 'found', 'on the edge of the window'],
    [repeatedDecision, 'd22 d2 d1', '-', 'outside of the window'],
    [repeatedDecision, 'd3 c2.5 d2 d1', '-', 'with a completion in between'],
    [repeatedDecision, 'd5 c4 d3 d2 d1', 'found', 'three since a completion'],
    [repeatedDecision, 'd3 d2 d1 c0', 'over', 'and done'],
    [repeatedDecision, 'd23 d22 d21', 'over', '21 days without'],
    [repeatedQuestion, 'q3 q2', '-', 'two are not enough'],
    [repeatedQuestion, 'q3 q2 q1', 'found', 'three'],
    [repeatedQuestion, 'q3@1 q2@1 q1', '-', 'of two sessions'],
    [repeatedQuestion, 'q31 q2 q1', '-', 'outside of the window'],
    [repeatedQuestion, 'q16 q15 q14 c13', 'over', 'answered, and 14 days'],
    [repeatedQuestion, 'q15 q14 q13 c12', 'found', 'answered, and 13 days'],
    [repeatedQuestion, 'q32 q31 q30', 'over', '30 days without'],
    [prematureDone, '-3 -2', '-', 'two are not enough'],
    [prematureDone, '-3 -2 -1', 'found', 'three'],
    [prematureDone, '-22 -2 -1', '-', 'outside of the window'],
    [prematureDone, '+9 +8 +7 +6 +5 +4 +3.5 -3 -2 -1', 'found', 'three of ten'],
    [prematureDone, '+10 +9 +8 +7 +6 +5 +4 +3.5 -3 -2 -1', '-', 'three of eleven'],
    [prematureDone, '-9 -8 -7 +6 +5 +4 +3', 'found', 'four in a row held'],
    [prematureDone, '-9 -8 -7 +6 +5 +4 +3 +2', 'over', 'five in a row held'],
  ])('$name: %2$s → %3$s (%4$s)', (detector, signs, expected) => {
    expect(said(detector, signs)).toBe(expected)
  })

  it('knows when time alone will end it', () => {
    expect(recurringStruggle.over(rowsOf('s3 s2 s1 c0.5 c0.2'), now)).toEqual({ at: later(now, 13 * day), since: later(now, -0.2 * day) })
    expect(repeatedDecision.over(rowsOf('d3 d2 d1'), now)).toEqual({ at: later(now, 20 * day), since: later(now, -1 * day) })
    expect(recurringStruggle.over(rowsOf('s3 s2 s1'), later(now, 900 * hour))).toBeUndefined()
  })
})
