import { operation } from 'loop-core'
import { findAgent } from 'loop-core/accounts'
import { z } from 'zod'
import { costFilter, readCostFilter } from '../../analytics/filter.ts'
import { modelProfile } from '../../analytics/models.ts'
import * as field from '../../fields.ts'
import { notFound } from '../../refusals.ts'
import { ModelProfile } from '../../views/costs.ts'

export const getModelProfile = operation({
  name: 'get_model_profile',
  title: 'Get model profile',
  summary: 'Which models an agent uses, for what, and what became of its stories.',
  command: 'analytics model-profile',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['GET /api/v1/analytics/agents/:agent_id/model-profile'],
  tool: false,
  input: z.object({ agent_id: field.agentId, ...costFilter }),
  output: z.object({ data: ModelProfile }),
  async run({ agent_id, ...given }, context) {
    const agent = await findAgent(context.db as never, agent_id)
    if (agent === undefined) throw notFound('agent')
    return { data: await modelProfile(context.db, agent, await readCostFilter(context, given)) }
  },
})
