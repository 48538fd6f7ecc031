import type { JobDefinition } from 'loop-core'
import { costAnomalies } from './cost-anomalies.ts'
import { costRollup } from './cost-rollup.ts'
import { tokenArchival } from './token-archival.ts'

/** What is done about costs in the background. */
export const costJobs: Readonly<Record<string, JobDefinition>> = {
  cost_rollup: costRollup,
  cost_anomalies: costAnomalies,
  token_archival: tokenArchival,
}
