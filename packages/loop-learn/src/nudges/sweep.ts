import type { Learning } from '../learning.ts'
import { changeCard, countInARow } from '../storage/cards.ts'
import type { NudgeRow } from '../storage/nudge-tables.ts'
import { closeNudge, findIgnored, findUnjudged, judgeOnce } from '../storage/nudges.ts'
import { day } from '../words.ts'
import { rateSpot } from './cards.ts'
import { shifted } from './turn.ts'

const ignoredAfter = 7 * day
const judgedAfter = 14 * day
const pause = 30 * day

/** Closes what nobody answered within a week, and judges what came of deliveries two weeks ago. When it is done makes no difference to what it finds. */
export async function sweepNudges(learning: Learning): Promise<void> {
  const { db, learner, at } = learning
  for (const nudge of await findIgnored(db, learner, shifted(at, -ignoredAfter))) await ignore(learning, nudge)
  for (const nudge of await findUnjudged(db, learner, shifted(at, -judgedAfter))) await judge(learning, nudge)
}

async function ignore(learning: Learning, { id, spot_id: spot, delivered_at }: NudgeRow): Promise<void> {
  const { db, learner } = learning
  const at = shifted(delivered_at, ignoredAfter)
  if (!(await closeNudge(db, learner, { id, at })) || spot === null) return
  await rateSpot(learning, { spot, grade: 'Hard', at })
  await countInARow(db, learner, { spot, counter: 'ignored_in_a_row', until: shifted(at, pause) })
}

/** It helped where the blind spot did not show itself again. */
async function judge({ db, learner }: Learning, { id, spot_id, delivered_at, supported_at }: NudgeRow): Promise<void> {
  const spot = spot_id!
  const at = shifted(delivered_at, judgedAfter)
  const effect = supported_at !== null && supported_at <= at ? 'same' : 'better'
  if (!(await judgeOnce(db, learner, { id, effect }))) return
  if (effect === 'better') await changeCard(db, learner, { spot, same_in_a_row: 0 })
  else await countInARow(db, learner, { spot, counter: 'same_in_a_row', until: shifted(at, pause) })
}
