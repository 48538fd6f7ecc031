import type { Learning } from '../learning.ts'
import { evaluateCalibration } from '../spots/evaluate.ts'
import { deleteOld, deleteOldForecasts, deleteOldSessions, oldObservations } from '../storage/retention.ts'
import { day } from '../words.ts'
import { forgetNotes } from './forget.ts'

const batchSize = 1_000

/** How many days things are kept that nobody needs for longer, whatever the learner has set. */
const usual = { nudges: 365, signals: 1 }

/** What a batch has come to. */
export interface Retained {
  deleted: number
  /** Whether there may be more. */
  more: boolean
}

/** Deletes some of what a learner does not want to be kept any longer, as if it had been forgotten, and what nobody needs any longer. */
export async function retain(learning: Learning): Promise<Retained> {
  const { db, learner, profile } = learning
  const { retention_days } = profile
  const before = (days: number) => new Date(Date.parse(learning.at) - days * day).toISOString()
  const old = (table: Parameters<typeof deleteOld>[2]['table'], days: number) => deleteOld(db, learner, { table, before: before(days) })
  const counts = [await old('learn_signals', usual.signals), await old('learn_nudges', retention_days ?? usual.nudges)]
  if (retention_days === null) return { deleted: sumOf(counts), more: false }
  counts.push(await old('learn_reviews', retention_days))
  const batches = await retainNotes(learning, before(retention_days))
  return { deleted: sumOf([...counts, ...batches]), more: batches.includes(batchSize) }
}

async function retainNotes(learning: Learning, before: string): Promise<number[]> {
  const { db, learner } = learning
  const batch = { before, limit: batchSize }
  const notes = await oldObservations(db, learner, batch)
  await forgetNotes(learning, notes)
  const sessions = await deleteOldSessions(db, learner, batch)
  const forecasts = await deleteOldForecasts(db, learner, batch)
  for (const about of new Set(forecasts)) await evaluateCalibration(learning, { about })
  return [notes.length, sessions, forecasts.length]
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
