import type { Learning } from '../learning.ts'
import { changeThreshold } from '../mode/change.ts'
import { setOwnKey } from '../model/own-key.ts'
import { changeLearner, findLearner, newLearner } from '../storage/learners.ts'
import type { LearnerRow } from '../storage/tables.ts'
import type { Settings } from './settings.ts'

/** Changes what was given of the profile; the notes with the profile as it is then. */
export async function changeProfile<Notes extends Learning>(learning: Notes, settings: Settings): Promise<Notes> {
  const { db, learner, at } = learning
  const { threshold, anthropic_api_key: key, ...rest } = settings
  if (key !== undefined) await setOwnKey(learning, key)
  await changeLearner(db, learner, { ...columnsOf(rest), updated_at: at })
  if (threshold !== undefined) return changeThreshold(learning, threshold)
  return { ...learning, profile: (await findLearner(db, learner))! }
}

type Plain = Omit<Settings, 'threshold' | 'anthropic_api_key'>

/** Null goes back to what a new profile has. */
function columnsOf({ excluded_domains: excluded, ...plain }: Plain): Partial<LearnerRow> {
  const fresh = newLearner('', '')
  const given = Object.entries(plain).filter(([, value]) => value !== undefined)
  const columns = given.map(([name, value]) => [name, value ?? fresh[name as keyof Omit<Plain, 'excluded_domains'>]])
  return { ...Object.fromEntries(columns), ...(excluded !== undefined && { excluded_domains: JSON.stringify(excluded ?? []) }) }
}
