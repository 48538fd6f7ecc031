import type { Learning } from '../learning.ts'
import { addCard, changeCard, findCard, rateCard } from '../storage/cards.ts'
import { closeWaiting, markSupported } from '../storage/nudges.ts'
import { type Grade, newSchedule, rated } from './schedule.ts'

/** Makes a blind spot due now: one that is new, came back or was reopened. What waits for an answer about it is closed. */
export async function scheduleSpot({ db, learner, at }: Learning, spot: string): Promise<void> {
  if (await addCard(db, learner, { spot_id: spot, ...newSchedule(at) })) return
  await closeWaiting(db, learner, { spot, at })
  await changeCard(db, learner, { spot, due: at, snoozed_until: null, paused_until: null, ignored_in_a_row: 0, same_in_a_row: 0 })
}

/** Notes that a blind spot showed itself again: what was said about it did not help yet, so it is due again soon, once for each delivery. */
export async function supportArrived(learning: Learning, spot: string): Promise<void> {
  const { db, learner, at } = learning
  if ((await markSupported(db, learner, { spot, at })) === 0) return
  await closeWaiting(db, learner, { spot, at })
  await rateSpot(learning, { spot, grade: 'Again', at })
}

/** Rates the card of a blind spot, where it is still there. */
export async function rateSpot(learning: Learning, rating: { spot: string; grade: Grade; at: string }): Promise<void> {
  const { db, learner } = learning
  const { spot, grade, at } = rating
  const card = await findCard(db, learner, spot)
  if (card === undefined || (await rateCard(db, learner, { spot, reps: card.reps, to: rated(card, grade, at) }))) return
  // Somebody else rated it meanwhile, and came further by that; so this ends.
  await rateSpot(learning, rating)
}
