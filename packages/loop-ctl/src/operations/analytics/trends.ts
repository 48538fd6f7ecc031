import { operation } from 'loop-core'
import { z } from 'zod'
import { costFilter, readCostFilter } from '../../analytics/filter.ts'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { costsByTime } from '../../storage/cost-trends.ts'
import { CostTrend } from '../../views/costs.ts'

export const getCostTrends = operation({
  name: 'get_cost_trends',
  title: 'Get cost trends',
  summary: 'What was used in each day or week, oldest first; those without a report are left out.',
  command: 'analytics trends',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/analytics/trends'],
  tool: false,
  input: z.object({ granularity: field.word(['daily', 'weekly']), ...costFilter, ...paging }),
  output: z.object({ data: z.array(CostTrend), meta: PageMeta }),
  async run({ granularity = 'daily', project_id, since, until, ...pages }, context) {
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const filter = await readCostFilter(context, { project_id, since, until })
    const { rows, total } = await costsByTime(context.db, { ...filter, granularity }, page)
    return { data: rows.map(({ agents, ...row }) => ({ ...row, unique_agents: agents })), meta: page.meta(total) }
  },
})
