import type { EffectContext, JobDefinition } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { retentionDays } from '../settings.ts'
import { archiveAnomalies, archiveReports, removeReports } from '../storage/token-archive.ts'
import { dayBefore, dueAt } from './days.ts'

const daysUntilRemoved = 30
const limit = 1_000

/** Where people say how long reports are kept, takes older ones out of all that is added up, and removes them for good a month later. */
export const tokenArchival: JobDefinition = {
  kind: 'effect',
  schedule: '0 3 * * 0',
  timeoutSeconds: 600,
  async run(payload, { now, transaction }) {
    const kept = await transaction(({ db }) => retentionDays(db))
    if (kept === undefined) return
    const at = now().toISOString()
    // Whole days, as they have been added up.
    const before = dayBefore(dueAt(payload, now()), kept)
    const repeatedly = repeat(transaction)
    const counts = {
      archived_reports: await repeatedly((db) => archiveReports(db, { before, at, limit })),
      removed_reports: await repeatedly((db) => removeReports(db, { before: dayBefore(now(), daysUntilRemoved), limit })),
      archived_anomalies: await repeatedly((db) => archiveAnomalies(db, { before, at, limit })),
    }
    if (Object.values(counts).every((count) => count === 0)) return
    await transaction(async ({ emit, newId }) =>
      emit({ type: 'token_data_archival.archival_run', entity: newId(), details: { ...counts, before, retention_days: kept } }),
    )
  },
}

/** A little at a time, so that nobody waits for it. */
function repeat(transaction: EffectContext['transaction']) {
  return async (work: (db: CtlDatabase) => Promise<number>): Promise<number> => {
    let sum = 0
    for (let done = limit; done === limit; sum += done) done = await transaction(({ db }) => work(db as CtlDatabase))
    return sum
  }
}
