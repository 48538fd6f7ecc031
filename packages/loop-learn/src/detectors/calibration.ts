import { mean } from 'simple-statistics'
import { type DetectorName, day } from '../words.ts'
import { type Detector, type Sign, within } from './detector.ts'

/** A forecast that was settled, by the time of that. */
export interface Settled extends Sign {
  probability: number
  happened: boolean
}

const window = 60 * day
const enough = 10
const noticeable = 0.15
const negligible = 0.1

/** Says more than comes true. */
export const overconfidence = calibrationDetector('overconfidence', 1)

/** Says less than comes true. */
export const underconfidence = calibrationDetector('underconfidence', -1)

function calibrationDetector(name: DetectorName, direction: 1 | -1): Detector<readonly Settled[]> {
  return {
    name,
    threshold: enough,
    window,
    rests: 'forecasts',
    signs: (rows) => ({ supports: rows, counters: [] }),
    fires: (rows, now) => direction * (gapOf(within(rows, window, now)) ?? 0) >= noticeable,
    over(rows, now) {
      const gap = gapOf(within(rows, window, now))
      return gap !== undefined && Math.abs(gap) < negligible ? { at: now, since: now } : undefined
    },
  }
}

/** How much surer somebody was than they were right, to six decimals; undefined where that cannot be said yet. */
function gapOf(rows: readonly Settled[]): number | undefined {
  if (rows.length < enough) return undefined
  const gap = mean(rows.map(({ probability }) => probability)) - mean(rows.map(({ happened }) => Number(happened)))
  // So that 0.85 − 0.7 is 0.15.
  return Math.round(gap * 1e6) / 1e6
}
