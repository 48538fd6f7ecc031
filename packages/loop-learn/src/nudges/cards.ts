import type { Learning } from '../learning.ts'
import { addCard, changeCard, findCard, rateCard } from '../storage/cards.ts'
import { closeWaiting, markSupported } from '../storage/nudges.ts'
import type { CardRow } from '../storage/tables.ts'
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

/** Rates the card of a blind spot, where it is still there, with what else changes about it; the card as it is then. */
export async function rateSpot(
  learning: Learning,
  { spot, grade, at, ...change }: { spot: string; grade: Grade; at: string } & Partial<Pick<CardRow, 'ignored_in_a_row'>>,
): Promise<CardRow | undefined> {
  const { db, learner } = learning
  const card = await findCard(db, learner, spot)
  if (card === undefined) return undefined
  const to = { ...rated(card, grade, at), ...change }
  if (await rateCard(db, learner, { spot, reps: card.reps, to })) return { ...card, ...to }
  // Somebody else rated it meanwhile; each of them came further, so this ends.
  return rateSpot(learning, { spot, grade, at, ...change })
}
