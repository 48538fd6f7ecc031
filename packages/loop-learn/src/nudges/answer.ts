import { audienceOf, type OwnLearning } from '../learning.ts'
import { alreadyAnswered, nudgeNotFound } from '../refusals.ts'
import { moveSpot } from '../spots/move.ts'
import { changeCard } from '../storage/cards.ts'
import type { NudgeRow } from '../storage/nudge-tables.ts'
import { answerOnce, findNudge } from '../storage/nudges.ts'
import { findSpot } from '../storage/spots.ts'
import { day, type NudgeAnswer } from '../words.ts'
import { rateSpot } from './cards.ts'
import type { Grade } from './schedule.ts'
import { shifted } from './turn.ts'

const grades: Partial<Record<NudgeAnswer, Grade>> = { did_it: 'Easy', helped: 'Good', not_yet: 'Hard' }

interface Answered {
  id: string
  answer: NudgeAnswer
  note: string | undefined
}

/** Takes the person's answer to a nudge, once; the same answer again changes nothing. One that comes late still counts from now. */
export async function takeAnswer(learning: OwnLearning, { id, answer, note }: Answered): Promise<NudgeRow> {
  const { db, learner, at } = learning
  const answered = await answerOnce(db, learner, { id, answer, answered_at: at, note: note || null })
  if (answered) await follow(learning, answered)
  const nudge = answered ?? (await findNudge(db, learner, id))
  if (nudge === undefined) throw nudgeNotFound()
  if (nudge.answer !== answer) throw alreadyAnswered(nudge.answer!)
  return nudge
}

async function follow(learning: OwnLearning, { id, answer, spot_id: spot }: NudgeRow): Promise<void> {
  const { db, learner, at } = learning
  const after = { nudge_id: id, answer }
  learning.emit({ type: 'learning.nudge_answered', entity: id, after, ...audienceOf(learning) })
  if (spot === null) return
  const grade = grades[answer!]
  if (grade) await rateSpot(learning, { spot, grade, at })
  const snoozed_until = answer === 'later' ? shifted(at, day) : null
  await changeCard(db, learner, { spot, ignored_in_a_row: 0, snoozed_until })
  if (answer === 'not_me') await dismiss(learning, spot)
}

/** Takes the person's word for it that this is not theirs, from whatever state it is in. */
async function dismiss(learning: OwnLearning, id: string): Promise<void> {
  const spot = await findSpot(learning.db, learning.learner, id)
  if (spot === undefined || spot.state === 'dismissed') return
  const moved = await moveSpot(learning, spot, { to: 'dismissed', by: learning.actor.agent ? 'agent' : 'person', why: 'not_me' })
  // Somebody else moved it meanwhile, which does not change what the person said.
  if (moved === undefined) await dismiss(learning, id)
}
