import { operation, text, time } from 'loop-core'
import { z } from 'zod'
import { resolveAnomaly } from '../../changes/anomaly.ts'
import { notFound } from '../../refusals.ts'
import { findAnomaly } from '../../storage/anomalies.ts'

export const resolveCostAnomaly = operation({
  name: 'resolve_cost_anomaly',
  title: 'Resolve cost anomaly',
  summary: 'Say that somebody has dealt with an anomaly; it comes back only if the story then costs something else.',
  kind: 'write',
  roles: ['user'],
  rest: ['PATCH /api/v1/cost-anomalies/:anomaly_id', 'PUT /api/v1/cost-anomalies/:anomaly_id'],
  tool: false,
  input: z.object({ anomaly_id: text(64, 1), resolved: z.literal(true).optional() }),
  output: z.object({ cost_anomaly: z.object({ id: text(64), resolved: z.boolean(), updated_at: time() }) }),
  async run({ anomaly_id }, context) {
    const seen = await findAnomaly(context.db, anomaly_id)
    if (seen === undefined) throw notFound('cost_anomaly')
    // Whoever says it a second time, or at the same moment, finds it as they want it.
    const resolved = seen.resolved === 1 ? seen : await resolveAnomaly(context, seen)
    const { updated_at } = resolved ?? (await findAnomaly(context.db, anomaly_id))!
    return { cost_anomaly: { id: anomaly_id, resolved: true, updated_at } }
  },
})
