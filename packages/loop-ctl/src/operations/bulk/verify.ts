import { operation, text } from 'loop-core'
import { z } from 'zod'
import { itemOf, listOf, Results, unchecked } from '../../bulk.ts'
import { answerOf, eachStory } from '../../changes/each.ts'
import { verifyStory } from '../../changes/verify.ts'
import * as field from '../../fields.ts'
import { unlinked } from '../../refusals.ts'
import { transitions } from '../../story.ts'
import { limits } from '../../words.ts'

const Item = z.object({
  story_id: field.storyId,
  summary: unchecked(limits.summary),
  review_type: unchecked(limits.name),
  result: text(64).optional(),
  findings: field.findings.optional(),
})

export const bulkVerify = operation({
  name: 'bulk_verify',
  title: 'Verify several stories',
  summary: 'Find several stories done, each through the whole gate of verify_story; results says what became of each.',
  command: 'bulk verify',
  kind: 'write',
  roles: transitions.verify.roles,
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/bulk/verify'],
  tool: false,
  input: z.object({ stories: listOf(Item) }),
  output: Results,
  async run({ stories }, context) {
    if (context.actor.agent === undefined) throw unlinked(400)
    return answerOf(await eachStory(context, stories, (story, item) => verifyStory(context, story, itemOf(field.verdict, item))))
  },
})
