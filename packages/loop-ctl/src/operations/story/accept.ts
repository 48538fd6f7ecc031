import { operation, text } from 'loop-core'
import { z } from 'zod'
import { contractStory } from '../../changes/contract.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { Story, storyOf } from '../../views/story.ts'
import { limits } from '../../words.ts'

export const acceptStory = operation({
  name: 'accept_story',
  title: 'Contract story, or skip its echo',
  summary: 'Contract a pending story as contract_story does; an orchestrator who says skip_contract_check need not echo anything.',
  kind: 'write',
  roles: transitions.contract.roles,
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/:story_id/contract'],
  tool: false,
  input: z.object({
    story_id: field.storyId,
    story_title: text(limits.title).optional(),
    ac_count: field.count.optional(),
    skip_contract_check: z.boolean().optional().describe('Orchestrators only'),
  }),
  output: z.object({ story: Story }),
  async run({ story_id, skip_contract_check = false, ...echo }, context) {
    const skips = skip_contract_check && context.actor.role === 'orchestrator'
    return { story: storyOf(await contractStory(context, await requireStory(context, story_id), skips ? 'skipped' : echo)) }
  },
})
