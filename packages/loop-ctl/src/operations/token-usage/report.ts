import { operation } from 'loop-core'
import { z } from 'zod'
import { handInTokens } from '../../changes/token-usage.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { unlinked } from '../../refusals.ts'
import { slimUsage } from '../../views/slim.ts'
import { TokenUsageReport, tokenUsageOf } from '../../views/token-usage.ts'

export const reportTokenUsage = operation({
  name: 'report_token_usage',
  title: 'Report token usage',
  summary: 'Say what your work on a story took; it counts for your agent.',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  input: z.object({ story_id: field.storyId, ...field.tokenUsage.omit({ metadata: true }).shape }),
  output: z.object({ token_usage_report: TokenUsageReport }),
  advertised: slimUsage,
  async run({ story_id, ...given }, context) {
    const story = await requireStory(context, story_id)
    const { agent } = context.actor
    if (agent === undefined) throw unlinked(422)
    return { token_usage_report: tokenUsageOf(await handInTokens(context, story, { ...given, agent_id: agent.id })) }
  },
})
