import { operation } from 'loop-core'
import { z } from 'zod'
import { effectiveOfStory } from '../../effective-budget.ts'
import * as field from '../../fields.ts'
import { listTokenUsageOf } from '../../list-token-usage.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireStory } from '../../references.ts'
import { EffectiveBudget } from '../../views/token-budget.ts'
import { TokenUsageReport, UsageTotals } from '../../views/token-usage.ts'

export const pageStoryTokenUsage = operation({
  name: 'page_story_token_usage',
  title: 'Page story token usage',
  summary: 'What was reported for a story, newest first, with totals and the budget that holds for it.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'token-usage list',
  rest: ['GET /api/v1/stories/:story_id/token-usage'],
  tool: false,
  input: z.object({ story_id: field.storyId, ...paging }),
  output: z.object({ data: z.array(TokenUsageReport), totals: UsageTotals, meta: PageMeta, budget: EffectiveBudget }),
  async run({ story_id, ...asked }, context) {
    const story = await requireStory(context, story_id)
    const page = readPage(asked, { style: 'page', size: 20, most: 100 })
    const { total, ...usage } = await listTokenUsageOf(context.db, { story_id: story.id }, page)
    const budget = await effectiveOfStory(context.db, story)
    return { ...usage, meta: page.meta(total), budget }
  },
})
