import { operation } from 'loop-core'
import { z } from 'zod'
import { epicCosts } from '../../analytics/epics.ts'
import { costFilter, readCostFilter } from '../../analytics/filter.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { EpicCost } from '../../views/costs.ts'

export const getEpicCosts = operation({
  name: 'get_epic_costs',
  title: 'Get costs by epic',
  summary: 'What each epic has cost, by number.',
  command: 'analytics epics',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/analytics/epics'],
  tool: false,
  input: z.object({ ...costFilter, ...paging }),
  output: z.object({ data: z.array(EpicCost), meta: PageMeta }),
  async run({ project_id, since, until, ...pages }, context) {
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const { data, total } = await epicCosts(context.db, await readCostFilter(context, { project_id, since, until }), page)
    return { data, meta: page.meta(total) }
  },
})
