import { operation, text } from 'loop-core'
import { z } from 'zod'
import { transition } from '../../changes/transition.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { invalid } from '../../refusals.ts'
import type { StoryRow } from '../../storage/tables.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { criteriaCount, Story, storyOf } from '../../views/story.ts'
import { limits } from '../../words.ts'

export const contractStory = operation({
  name: 'contract_story',
  title: 'Contract story',
  summary: 'Say that you read a pending story: echo its title and how many acceptance criteria it has. Then claim_story.',
  kind: 'write',
  roles: transitions.contract.roles,
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/stories/:story_id/contract'],
  toolsets: ['core', 'standard'],
  input: z.object({
    story_id: field.storyId,
    story_title: text(limits.title).optional(),
    ac_count: field.count.optional(),
    skip_contract_check: z.boolean().optional().describe('Orchestrators only'),
  }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id, story_title, ac_count, skip_contract_check = false }, context) {
    const { role, agent } = context.actor
    const skips = skip_contract_check && role === 'orchestrator'
    const contracted = await transition(context, await requireStory(context, story_id), 'contract', (story) => {
      if (!skips) requireEcho(story, { story_title, ac_count })
      return { details: { agent_id: agent?.id } }
    })
    return { story: storyOf(contracted) }
  },
})

/** Whoever did not read a story cannot say its title and the number of its criteria. */
function requireEcho(story: StoryRow, { story_title, ac_count }: { story_title?: string; ac_count?: number }): void {
  if (story_title !== story.title) throw invalid({ story_title: 'does not match the title of the story' }, { code: 'wrong_title' })
  const expected = criteriaCount(story)
  if (ac_count === expected) return
  const context = { expected_ac_count: expected, provided_ac_count: ac_count ?? null }
  throw invalid({ ac_count: `must be the number of acceptance criteria, ${expected}` }, { code: 'wrong_ac_count', data: { context } })
}
