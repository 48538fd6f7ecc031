import { text, time } from 'loop-core'
import { z } from 'zod'
import type { ListedAnomaly } from '../storage/anomalies.ts'
import { anomalyTypes } from '../words.ts'

/** What stands out, in numbers. */
const figures = {
  id: text(64),
  story_id: text(64),
  story_title: z.string(),
  agent_id: text(64).nullable(),
  agent_name: z.string().nullable(),
  anomaly_type: z.enum(anomalyTypes),
  story_cost_millicents: z.int(),
  reference_avg_millicents: z.int(),
  deviation_factor: z.number(),
}

export const AnomalyBrief = z.object({ ...figures, inserted_at: time() })

export const CostAnomaly = z.object({
  ...figures,
  project_id: text(64),
  resolved: z.boolean(),
  archived: z.boolean(),
  metadata: z.record(z.string(), z.unknown()),
  inserted_at: time(),
  updated_at: time(),
})

/** An anomaly with the name of the agent that spent most, where that is still there. */
export function anomalyOf(
  { resolved, archived, metadata, ...row }: ListedAnomaly,
  agent_name: string | null,
): z.output<typeof CostAnomaly> {
  return { ...row, agent_name, resolved: resolved === 1, archived: archived === 1, metadata: JSON.parse(metadata) }
}
