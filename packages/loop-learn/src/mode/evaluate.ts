import type { Learning } from '../learning.ts'
import { findLearner } from '../storage/learners.ts'
import { evaluateOnce, notedSince } from '../storage/modes.ts'
import type { LearnerRow } from '../storage/tables.ts'
import { day } from '../words.ts'
import { tellChange } from './change.ts'
import { inferMode, type ModeReason, stepTowards, window } from './infer.ts'
import { type Mode, modeOf } from './mode.ts'

/** How far apart two evaluations that say the same must be for the mode to follow. */
const apart = 5 * day

/** Looks, at most once a day, whether the notes say that somebody stands elsewhere; the notes with the profile as it is then. */
export async function evaluateMode<Notes extends Learning>(learning: Notes): Promise<Notes> {
  const { db, learner, profile, at } = learning
  const mode = modeOf(learning)
  if (mode.threshold_source !== 'default' || !isOlder(profile.mode_evaluated_at, day, at)) return learning
  const since = new Date(Date.parse(at) - window * day).toISOString()
  const reason = inferMode(await notedSince(db, learner, since))
  const found = reason ? follow(learning, mode, reason) : forget
  const evaluated = await evaluateOnce(db, profile, { ...found, mode_evaluated_at: at })
  if (evaluated) return tellChange(learning, evaluated, 'inferred')
  // Somebody else was faster.
  return { ...learning, profile: (await findLearner(db, learner))! }
}

const forget = { mode_candidate: null, mode_candidate_at: null }

/** What the profile becomes: one step towards what was said twice, and before that, what was said and since when. */
function follow({ profile, at }: Learning, { mode }: Mode, reason: ModeReason): Partial<LearnerRow> {
  const { says } = reason
  const mode_reason = JSON.stringify(reason)
  if (says === profile.inferred_mode) return { ...forget, mode_reason }
  const fresh = { mode_candidate: says, mode_candidate_at: at, mode_reason }
  if (profile.mode_candidate !== says) return fresh
  if (!isOlder(profile.mode_candidate_at, apart, at)) return { mode_reason }
  const inferred_mode = stepTowards(mode, says)
  // Where it is further than one step, this is the first of the next two evaluations.
  return { ...(inferred_mode === says ? { ...forget, mode_reason } : fresh), inferred_mode }
}

function isOlder(time: string | null, age: number, at: string): boolean {
  return time === null || Date.parse(at) - Date.parse(time) >= age
}
