import type { ObservationKind } from '../words.ts'
import { completionsOf, type Detector, type Noted, type Over, ofKind } from './detector.ts'

/** A detector over the notes of one theme: those of one kind support it, and completions speak against it. */
export interface ThemeDetector extends Detector<readonly Noted[]> {
  kind: ObservationKind
}

type Rules = Pick<ThemeDetector, 'name' | 'kind' | 'threshold' | 'window' | 'fires'> & {
  /** Asked with the last one that supports it. */
  over(last: Noted, completions: readonly Noted[]): Over | undefined
}

export function themeDetector({ over, ...rules }: Rules): ThemeDetector {
  return {
    ...rules,
    rests: 'observations',
    signs: (rows) => ({ supports: ofKind(rows, rules.kind), counters: completionsOf(rows) }),
    over(rows) {
      const last = ofKind(rows, rules.kind).at(-1)
      return last && over(last, completionsOf(rows))
    },
  }
}
