import { operation } from 'loop-core'
import { z } from 'zod'
import { costFilter, readCostFilter } from '../../analytics/filter.ts'
import { modelCosts } from '../../analytics/models.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { ModelCost } from '../../views/costs.ts'

export const getModelCosts = operation({
  name: 'get_model_costs',
  title: 'Get costs by model',
  summary: 'What each model has cost and what became of its stories, the dearest first.',
  command: 'analytics models',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/analytics/models'],
  tool: false,
  input: z.object({ ...costFilter, ...paging }),
  output: z.object({ data: z.array(ModelCost), meta: PageMeta }),
  async run({ project_id, since, until, ...pages }, context) {
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const { data, total } = await modelCosts(context.db, await readCostFilter(context, { project_id, since, until }), page)
    return { data, meta: page.meta(total) }
  },
})
