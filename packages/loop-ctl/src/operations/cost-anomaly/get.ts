import { operation } from 'loop-core'
import { z } from 'zod'
import { listAnomalies } from '../../analytics/anomalies.ts'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { readToolPage, ToolPageMeta } from '../../page.ts'
import { AnomalyBrief } from '../../views/anomaly.ts'

export const getCostAnomalies = operation({
  name: 'get_cost_anomalies',
  title: 'Get cost anomalies',
  summary: 'Stories that cost far more or less than others and that nobody has dealt with, newest first.',
  command: 'cost-anomaly get',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  input: z.object({ project_id: field.projectFilter.optional() }),
  output: z.object({ data: z.array(AnomalyBrief), meta: ToolPageMeta }),
  advertised: z.looseObject({}),
  async run({ project_id }, { db }) {
    const page = readToolPage({})
    const { data, total } = await listAnomalies(db, { project: await projectFilter(db, project_id), resolved: false }, page)
    return { data, meta: page.meta(total) }
  },
})
