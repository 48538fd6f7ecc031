import { operation } from 'loop-core'
import { z } from 'zod'
import { handInTokens } from '../../changes/token-usage.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { invalid, unlinked } from '../../refusals.ts'
import { TokenUsageReport, tokenUsageOf } from '../../views/token-usage.ts'

const { model_name } = field.tokenUsage.shape

export const createTokenUsage = operation({
  name: 'create_token_usage',
  title: 'Create token usage report',
  summary:
    'Say what the work on a story took, with facts of your own; it counts for the agent of the key, and is never refused for a budget.',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/token-usage'],
  status: 201,
  tool: false,
  input: z.object({
    story_id: field.storyId,
    ...field.tokenUsage.shape,
    model_name: model_name.optional(),
    model: model_name.optional().describe('The same as model_name'),
  }),
  output: z.object({ token_usage_report: TokenUsageReport }),
  async run({ story_id, model, model_name = model, ...given }, context) {
    if (model_name === undefined) throw invalid({ model_name: "can't be blank" })
    const story = await requireStory(context, story_id)
    const { agent } = context.actor
    if (agent === undefined) throw unlinked(422)
    return { token_usage_report: tokenUsageOf(await handInTokens(context, story, { ...given, model_name, agent_id: agent.id })) }
  },
})
