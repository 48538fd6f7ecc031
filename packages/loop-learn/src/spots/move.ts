import { audienceOf, type Learning } from '../learning.ts'
import { addSpotChange, changeSpot, deleteSpot } from '../storage/spots.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import type { SpotState } from '../words.ts'
import { spotMoved } from './consequences.ts'

/** How the state of a blind spot changed; `from` is null where it is new, `to` where it is gone. */
export interface SpotMove {
  id: string
  title: string
  from: SpotState | null
  to: SpotState | null
}

/** Who moved it, and why. */
export interface Reason {
  by: 'detector' | 'person' | 'agent'
  why: 'found' | 'over' | 'again' | 'said' | 'not_me' | 'proposed'
}

const changesKept = 50

/** Moves a spot to another state, with what changes besides; undefined where somebody else has moved it. */
export async function moveSpot(
  learning: Learning,
  spot: BlindSpotRow,
  { to, by, why, ...change }: Reason & Partial<BlindSpotRow> & { to: SpotState },
): Promise<SpotMove | undefined> {
  const { db, learner, at } = learning
  const moved = await changeSpot(db, learner, spot, { ...change, state: to, updated_at: at })
  return moved && tellMove(learning, moved, { from: spot.state, by, why })
}

/** Writes a move down once it has happened, tells of it and lets follow what follows. */
export async function tellMove(
  learning: Learning,
  spot: BlindSpotRow,
  { from, by, why }: Reason & { from: SpotState | null },
): Promise<SpotMove> {
  const { db, learner, at } = learning
  const change = { id: learning.newId(), spot_id: spot.id, at, from_state: from, to_state: spot.state, by, why }
  await addSpotChange(db, learner, change, changesKept)
  const move = { id: spot.id, title: spot.title, from, to: spot.state }
  tell(learning, spot, move)
  await spotMoved(learning, spot, move)
  return move
}

/** Takes away a spot that has lost its ground. */
export async function removeSpot(learning: Learning, spot: BlindSpotRow): Promise<SpotMove[]> {
  if (!(await deleteSpot(learning.db, learning.learner, spot))) return []
  const move = { id: spot.id, title: spot.title, from: spot.state, to: null }
  tell(learning, spot, move)
  return [move]
}

function tell(learning: Learning, { id, detector }: BlindSpotRow, { from, to }: SpotMove): void {
  const after = { blind_spot_id: id, detector, from, to }
  learning.emit({ type: 'learning.blind_spot_changed', entity: id, after, ...audienceOf(learning) })
}
