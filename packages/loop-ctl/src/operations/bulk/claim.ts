import { operation } from 'loop-core'
import { z } from 'zod'
import { listOf, Results } from '../../bulk.ts'
import { claimStory } from '../../changes/claim.ts'
import { answerOf, eachStory } from '../../changes/each.ts'
import * as field from '../../fields.ts'
import { unlinked } from '../../refusals.ts'
import { transitions } from '../../story.ts'

export const bulkClaim = operation({
  name: 'bulk_claim',
  title: 'Claim several stories',
  summary: 'Take several contracted stories, each on its own; results says what became of each.',
  command: 'bulk claim',
  kind: 'write',
  roles: transitions.claim.roles,
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/stories/bulk/claim'],
  tool: false,
  input: z.object({ story_ids: listOf(field.storyId) }),
  output: Results,
  async run({ story_ids }, context) {
    if (context.actor.agent === undefined) throw unlinked(422)
    const items = story_ids.map((story_id) => ({ story_id }))
    return answerOf(await eachStory(context, items, (story) => claimStory(context, story)))
  },
})
