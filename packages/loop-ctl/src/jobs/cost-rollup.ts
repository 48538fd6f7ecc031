import type { JobDefinition } from 'loop-core'
import { summarizeDay } from '../analytics/summaries.ts'
import type { CtlDatabase } from '../ctl.ts'
import { retentionDays } from '../settings.ts'
import { daysToSummarize } from '../storage/cost-summaries.ts'
import { dayBefore, dueAt } from './days.ts'

/**
 * Adds up each day that is over and was not added up yet, and anew what has changed since.
 *
 * A day whose reports have been archived stays as it was added up when they were there.
 */
export const costRollup: JobDefinition = {
  kind: 'effect',
  schedule: '0 2 * * *',
  timeoutSeconds: 600,
  async run(payload, { now, transaction }) {
    const due = dueAt(payload, now())
    const days = await transaction(async ({ db }) => {
      const kept = await retentionDays(db)
      return daysToSummarize(db as CtlDatabase, { before: dayBefore(due, 0), from: kept === undefined ? undefined : dayBefore(due, kept) })
    })
    for (const day of days) await transaction(({ db, ...rest }) => summarizeDay({ ...rest, db: db as CtlDatabase }, day))
  },
}
