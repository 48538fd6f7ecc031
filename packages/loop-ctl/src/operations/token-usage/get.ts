import { operation } from 'loop-core'
import { z } from 'zod'
import { effectiveOfStory } from '../../effective-budget.ts'
import * as field from '../../fields.ts'
import { listTokenUsageOf } from '../../list-token-usage.ts'
import { readToolPage, ToolPageMeta } from '../../page.ts'
import { requireStory } from '../../references.ts'
import { EffectiveBudget } from '../../views/token-budget.ts'
import { TokenUsageBrief, UsageTotals } from '../../views/token-usage.ts'

export const getStoryTokenUsage = operation({
  name: 'get_story_token_usage',
  title: 'Get story token usage',
  summary: 'What a story took so far: totals, its budget, and the latest 20 reports.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'token-usage get',
  input: z.object({ story_id: field.storyId }),
  output: z.object({ data: z.array(TokenUsageBrief), totals: UsageTotals, meta: ToolPageMeta, budget: EffectiveBudget }),
  advertised: z.object({ totals: z.looseObject({}) }).loose(),
  async run({ story_id }, context) {
    const story = await requireStory(context, story_id)
    const page = readToolPage({})
    const { total, ...usage } = await listTokenUsageOf(context.db, { story_id: story.id }, page)
    const budget = await effectiveOfStory(context.db, story)
    return { ...usage, meta: page.meta(total), budget }
  },
})
