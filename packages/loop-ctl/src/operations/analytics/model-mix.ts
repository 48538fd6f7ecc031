import { operation } from 'loop-core'
import { z } from 'zod'
import { costFilter, readCostFilter } from '../../analytics/filter.ts'
import { modelMix } from '../../analytics/models.ts'
import { ModelMix } from '../../views/costs.ts'

export const getModelMix = operation({
  name: 'get_model_mix',
  title: 'Get model mix',
  summary: 'Which model was used in which phase, what became of the stories, and whether agents that mix models fare better.',
  command: 'analytics model-mix',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/analytics/model-mix'],
  tool: false,
  input: z.object({ ...costFilter, agent_id: z.string().max(64).optional() }),
  output: z.object({ data: ModelMix }),
  async run({ agent_id: agent, ...given }, context) {
    return { data: await modelMix(context.db, { ...(await readCostFilter(context, given)), agent }) }
  },
})
