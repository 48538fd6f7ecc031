import { audienceOf, type Learning } from '../learning.ts'
import { modeOf } from '../mode/mode.ts'
import type { SpotCard } from '../storage/cards.ts'
import { findLearner } from '../storage/learners.ts'
import type { NudgeRow } from '../storage/nudge-tables.ts'
import { addNudge, findNudge, takeTurn } from '../storage/nudges.ts'
import { takeWording } from '../storage/wordings.ts'
import type { Threshold } from '../words.ts'
import { type Asking, type Fresh, planNudge } from './plan.ts'
import { localDay } from './quiet.ts'
import { spanOf } from './span.ts'
import { starters } from './starters.ts'
import { styleOf, textOf } from './texts.ts'
import { type NoNudge, quietOf } from './turn.ts'

/** The one thing to say now: again what waits for its answer, something new, or why there is nothing. */
export async function offerNudge(learning: Learning, asking: Asking): Promise<{ nudge: NudgeRow; repeated: boolean } | NoNudge> {
  const plan = await planNudge(learning, asking)
  if ('reason' in plan) return plan
  if ('waiting' in plan) return { nudge: plan.waiting, repeated: true }
  const nudge = await deliver(learning, plan)
  if (nudge) return { nudge, repeated: false }
  // Somebody else took the turn: what they delivered waits for its answer now.
  const profile = (await findLearner(learning.db, learning.learner))!
  return offerNudge({ ...learning, profile }, asking)
}

async function deliver(learning: Learning, plan: Fresh): Promise<NudgeRow | undefined> {
  const { db, learner, profile, at } = learning
  const { mode } = modeOf(learning)
  if (!(await takeTurn(db, profile, { day: localDay(at, quietOf(learning).zone), at }))) return undefined
  const id = learning.newId()
  const wording = 'starter' in plan ? startingWith(plan.starter, mode) : await speakingOf(learning, plan.card, mode)
  const added = await addNudge(db, learner, { id, mode, style: styleOf[mode], delivered_at: at, ...wording })
  if (!added) return undefined
  learning.emit({ type: 'learning.nudge_delivered', entity: id, after: { nudge_id: id }, ...audienceOf(learning) })
  return findNudge(db, learner, id)
}

type Wording = Pick<NudgeRow, 'spot_id' | 'starter' | 'source' | 'text'>

function startingWith(starter: string, mode: Threshold): Wording {
  return { spot_id: null, starter, source: 'starter', text: starters[mode][starter]! }
}

/** In a model's words where it has put some ready, else in ours. */
async function speakingOf({ db, learner }: Learning, card: SpotCard, mode: Threshold): Promise<Wording> {
  const { spot_id, detector, label, support_count: count, variant, first_seen_at, last_seen_at } = card
  const worded = await takeWording(db, learner, { spot: spot_id, mode })
  const text = worded ?? textOf(detector, { mode, variant, label, count, span: spanOf(first_seen_at, last_seen_at) })
  return { spot_id, starter: null, source: worded === undefined ? 'local' : 'model', text }
}
