import type { CtlDatabase } from '../ctl.ts'
import { type AnomalyFilter, selectAnomalies } from '../storage/anomalies.ts'
import { anomalyOf } from '../views/anomaly.ts'
import { agentNames } from './agents.ts'

/** What stands out, newest first, each with the name of the agent that spent most. */
export async function listAnomalies(db: CtlDatabase, filter: AnomalyFilter, page: { limit: number; offset: number }) {
  const { rows, total } = await selectAnomalies(db, filter, page)
  const names = await agentNames(
    db,
    rows.flatMap(({ agent_id }) => agent_id ?? []),
  )
  return { data: rows.map((row) => anomalyOf(row, names.get(row.agent_id ?? '') ?? null)), total }
}
