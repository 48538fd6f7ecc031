import type { CtlDatabase } from '../ctl.ts'

/** Takes reports from before a day out of all that is added up, a limited number of them; gives how many there were. */
export async function archiveReports(
  db: CtlDatabase,
  { before, at, limit }: { before: string; at: string; limit: number },
): Promise<number> {
  const old = db.selectFrom('ctl_token_usage').select('id').where('deleted_at', 'is', null).where('inserted_at', '<', before).limit(limit)
  const change = { deleted_at: at, updated_at: at }
  const archived = await db.updateTable('ctl_token_usage').set(change).where('id', 'in', old).returning('id').execute()
  return archived.length
}

/** Removes reports for good that were taken out before a time. */
export async function removeReports(db: CtlDatabase, { before, limit }: { before: string; limit: number }): Promise<number> {
  const old = db.selectFrom('ctl_token_usage').select('id').where('deleted_at', '<', before).limit(limit)
  return (await db.deleteFrom('ctl_token_usage').where('id', 'in', old).returning('id').execute()).length
}

/** Puts anomalies from before a day out of the way. */
export async function archiveAnomalies(
  db: CtlDatabase,
  { before, at, limit }: { before: string; at: string; limit: number },
): Promise<number> {
  const old = db.selectFrom('ctl_cost_anomalies').select('id').where('archived', '=', 0).where('inserted_at', '<', before).limit(limit)
  const change = { archived: 1, updated_at: at }
  return (await db.updateTable('ctl_cost_anomalies').set(change).where('id', 'in', old).returning('id').execute()).length
}
