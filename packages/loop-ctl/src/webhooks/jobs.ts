import type { JobDefinition } from 'loop-core'
import type { CtlDatabase } from '../ctl.ts'
import { readSettings } from '../settings.ts'
import { deleteEnded, overdueDeliveries } from '../storage/deliveries.ts'
import { deliver } from './deliver.ts'
import { deliveryJob } from './delivery-job.ts'

const day = 24 * 3_600_000
const deletedAtOnce = 1_000

/** Deletes what was delivered or given up so long ago that nobody keeps it, a little at a time so that nobody waits for it. */
const cleanUp: JobDefinition = {
  kind: 'effect',
  schedule: '0 3 * * *',
  async run(_, { now, transaction }) {
    const { webhook_event_retention_days } = await transaction(({ db }) => readSettings(db as CtlDatabase))
    const before = new Date(now().getTime() - webhook_event_retention_days * day).toISOString()
    for (let deleted = deletedAtOnce; deleted === deletedAtOnce; )
      deleted = await transaction(({ db }) => deleteEnded(db as CtlDatabase, before, deletedAtOnce))
  },
}

const patience = 10 * 60_000
const resumedARun = 500

/** Asks once more for tries whose job is gone. Where it is still there, its key keeps a second one away. */
const resume: JobDefinition = {
  kind: 'write',
  schedule: '*/10 * * * *',
  async run(_, { db, now, enqueue }) {
    const before = new Date(now().getTime() - patience).toISOString()
    for (const delivery of await overdueDeliveries(db as CtlDatabase, before, resumedARun)) enqueue(deliveryJob(delivery))
  },
}

/** What is done about webhooks in the background. */
export const webhookJobs: Readonly<Record<string, JobDefinition>> = {
  webhook_delivery: deliver,
  webhook_cleanup: cleanUp,
  webhook_resume: resume,
}
