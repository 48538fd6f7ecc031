import type { Learning } from '../learning.ts'
import type { BlindSpotRow } from '../storage/tables.ts'
import type { SpotMove } from './move.ts'

/** What follows from a move, beside the event. */
export async function spotMoved(_learning: Learning, _spot: BlindSpotRow, _move: SpotMove): Promise<void> {}

/** What follows from new support for a spot that was there already. */
export async function spotSupported(_learning: Learning, _spot: BlindSpotRow): Promise<void> {}
