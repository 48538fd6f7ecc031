import type { Learning } from '../learning.ts'
import { scheduleSpot, supportArrived } from '../nudges/cards.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import type { SpotMove } from './move.ts'

/** What follows from a move, beside the event: what is active from now on is spoken of next. */
export async function spotMoved(learning: Learning, { id }: BlindSpotRow, { to }: SpotMove): Promise<void> {
  if (to === 'active' || to === 'relapsed') await scheduleSpot(learning, id)
}

/** What follows from new support for a spot that was there already. */
export async function spotSupported(learning: Learning, { id }: BlindSpotRow): Promise<void> {
  await supportArrived(learning, id)
}
