import { operation } from 'loop-core'
import { z } from 'zod'
import { listAnomalies } from '../../analytics/anomalies.ts'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireProject, spokenProject } from '../../references.ts'
import { CostAnomaly } from '../../views/anomaly.ts'
import { anomalyTypes } from '../../words.ts'

export const pageCostAnomalies = operation({
  name: 'page_cost_anomalies',
  title: 'Page cost anomalies',
  summary: 'Stories that stand out by their cost, newest first; those that nobody has dealt with unless asked for others.',
  command: 'cost-anomaly list',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/cost-anomalies', 'GET /api/v1/projects/:project_id/cost-anomalies'],
  tool: false,
  input: z.object({
    project_id: field.projectFilter.optional(),
    anomaly_type: field.word(anomalyTypes),
    resolved: field.flag.describe('Those that were dealt with, instead'),
    include_resolved: field.flag.describe('Those that were dealt with, too'),
    include_archived: field.flag,
    ...paging,
  }),
  output: z.object({ data: z.array(CostAnomaly), meta: PageMeta }),
  async run({ project_id, anomaly_type, resolved, include_resolved, include_archived, ...pages }, context) {
    const { db } = context
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const project = project_id === undefined ? await spokenProject(context) : (await requireProject(db, project_id)).id
    const filter = { project, anomaly_type, resolved: include_resolved ? undefined : resolved, include_archived }
    const { data, total } = await listAnomalies(db, filter, page)
    return { data, meta: page.meta(total) }
  },
})
