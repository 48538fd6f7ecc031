import { audienceOf, type Learning } from '../learning.ts'
import { changeLearner, findLearner } from '../storage/learners.ts'
import { addModeChange } from '../storage/modes.ts'
import type { LearnerRow } from '../storage/tables.ts'
import { day, type Threshold } from '../words.ts'
import { modeOf } from './mode.ts'

/** For how long it is known how the mode changed: as long as a trajectory can look back. */
const kept = 400 * day

/** Sets the threshold, or leaves it to inference again; the notes with the profile as it is then. */
export async function changeThreshold<Notes extends Learning>(learning: Notes, threshold: Threshold | null): Promise<Notes> {
  const { db, learner, at } = learning
  await changeLearner(db, learner, { threshold, updated_at: at })
  const profile = (await findLearner(db, learner))!
  return tellChange(learning, profile, 'set')
}

/** Writes down and tells that the mode in force is another now, if it is; the notes with the new profile. */
export async function tellChange<Notes extends Learning>(learning: Notes, profile: LearnerRow, source: 'set' | 'inferred'): Promise<Notes> {
  const { db, learner, at } = learning
  const [from, to] = [modeOf(learning).mode, modeOf({ ...learning, profile }).mode]
  if (from === to) return { ...learning, profile }
  await changeLearner(db, learner, { mode_since: at })
  const oldest = new Date(Date.parse(at) - kept).toISOString()
  await addModeChange(db, learner, { id: learning.newId(), at, from_mode: from, to_mode: to, source, oldest })
  learning.emit({ type: 'learning.mode_changed', entity: learner, after: { from, to }, ...audienceOf(learning) })
  return { ...learning, profile: { ...profile, mode_since: at } }
}
