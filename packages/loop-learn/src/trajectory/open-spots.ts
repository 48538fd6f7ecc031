import type { BlindSpotRow, SpotChangeRow } from '../storage/tables.ts'
import { activeStates, type SpotState } from '../words.ts'

type Spot = Pick<BlindSpotRow, 'id' | 'state' | 'created_at'>
type Change = Pick<SpotChangeRow, 'spot_id' | 'at' | 'from_state'>

/** The state of each blind spot just before a time, found from how it is now by going back; null is not there yet. */
export function stateBefore(spot: Spot, changes: readonly Change[], time: string): SpotState | null {
  const next = changes.find(({ spot_id, at }) => spot_id === spot.id && at >= time)
  if (next) return next.from_state
  return spot.created_at < time ? spot.state : null
}

/** Whether a blind spot counts as open in a state. */
export function isOpen(state: SpotState | null): boolean {
  return activeStates.some((active) => active === state)
}
