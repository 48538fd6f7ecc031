import type { Learning } from '../learning.ts'
import type { ObservationRow } from '../storage/tables.ts'
import type { SpotState } from '../words.ts'

/** How the state of a blind spot changed; `from` is null where it is new, `to` where it is gone. */
export interface SpotMove {
  id: string
  title: string
  from: SpotState | null
  to: SpotState | null
}

/** Where detectors look: all that belongs to one theme, and to its domain. */
export type SpotScope = Pick<ObservationRow, 'about' | 'domain' | 'theme'>

/** Runs the detectors that an observation there can concern, and writes down what they find. */
export async function evaluateSpots(_learning: Learning, _scope: SpotScope): Promise<SpotMove[]> {
  return []
}
