import type { JobDefinition } from 'loop-core'
import { dropOld, dropSurplusDecisions, dropSurplusReceipts } from '../storage/retention.ts'

const dayMs = 24 * 60 * 60_000
const mostDecisions = 10_000
const mostReceipts = 20

/** Deletes what is kept no longer. Decisions go before receipts, which stay for those that name them. */
export const prune: JobDefinition = {
  kind: 'write',
  schedule: '17 3 * * *',
  timeoutSeconds: 600,
  async run(_, { db, now }) {
    const before = (days: number) => new Date(now().getTime() - days * dayMs).toISOString()
    await dropOld(db, { sessions: before(30), tails: before(30), others: before(90), leases: before(1) })
    await dropSurplusDecisions(db, mostDecisions)
    await dropSurplusReceipts(db, mostReceipts)
  },
}
