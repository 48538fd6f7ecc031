import { day, type Verdict } from '../words.ts'
import { after, type Detector, type Noted, overWith, within } from './detector.ts'

/** What was called done does not hold, time and again. Its rows are the completions with a verdict. */
export const prematureDone: Detector<readonly Noted[]> = {
  name: 'premature_done',
  threshold: 3,
  window: 21 * day,
  rests: 'observations',
  signs: (rows) => ({ supports: of(rows, 'refuted'), counters: of(rows, 'confirmed') }),
  fires(rows, now) {
    const judged = within(rows, 21 * day, now)
    const refuted = of(judged, 'refuted').length
    return refuted >= 3 && refuted / (refuted + of(judged, 'confirmed').length) >= 0.3
  },
  over(rows) {
    const last = of(rows, 'refuted').at(-1)
    return last && overWith(after(of(rows, 'confirmed'), last.observed_at)[4], last, 0)
  },
}

function of(rows: readonly Noted[], verdict: Verdict): Noted[] {
  return rows.filter(({ outcome }) => outcome === verdict)
}
