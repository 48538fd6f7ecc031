import type { OwnLearning } from '../learning.ts'
import { spotNotFound, stateMoved } from '../refusals.ts'
import { findSpot } from '../storage/spots.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import type { SpotState } from '../words.ts'
import { moveSpot } from './move.ts'

/** What a person can say of a blind spot. */
export const sayable = ['active', 'resolved', 'dismissed'] as const
export type Sayable = (typeof sayable)[number]

const possible: Readonly<Record<SpotState, readonly Sayable[]>> = {
  active: ['resolved', 'dismissed'],
  relapsed: ['resolved', 'dismissed'],
  resolved: ['dismissed'],
  dismissed: ['active'],
}

/** Moves a blind spot because somebody says so; what is there already stays as it is. */
export async function sayState(learning: OwnLearning, id: string, to: Sayable): Promise<BlindSpotRow> {
  const { db, learner, at } = learning
  const spot = await findSpot(db, learner, id)
  if (spot === undefined) throw spotNotFound()
  if (spot.state === to || (spot.state === 'relapsed' && to === 'active')) return spot
  if (!possible[spot.state].includes(to)) throw stateMoved(spot.state, possible[spot.state])
  const by = learning.actor.agent ? 'agent' : 'person'
  const end = to === 'resolved' ? { resolved_at: at, quiet_since: at } : {}
  const moved = await moveSpot(learning, spot, { to, by, why: 'said', ...end })
  const now = await findSpot(db, learner, id)
  if (moved === undefined || now === undefined) throw stateMoved(now?.state ?? 'gone', [])
  return now
}
