import { operation } from 'loop-core'
import { z } from 'zod'
import { itemOf, listOf, Results, unchecked } from '../../bulk.ts'
import { answerOf, eachStory } from '../../changes/each.ts'
import { rejectStory } from '../../changes/reject.ts'
import * as field from '../../fields.ts'
import { unlinked } from '../../refusals.ts'
import { transitions } from '../../story.ts'
import { limits } from '../../words.ts'

const Item = z.object({
  story_id: field.storyId,
  reason: unchecked(limits.reason),
  findings: field.findings.optional(),
  review_type: unchecked(limits.name),
})

export const bulkReject = operation({
  name: 'bulk_reject',
  title: 'Reject several stories',
  summary: 'Find several stories not done, each through the whole gate of reject_story; results says what became of each.',
  command: 'bulk reject',
  kind: 'write',
  roles: transitions.reject.roles,
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/bulk/reject'],
  tool: false,
  input: z.object({ stories: listOf(Item) }),
  output: Results,
  async run({ stories }, context) {
    if (context.actor.agent === undefined) throw unlinked(400)
    return answerOf(await eachStory(context, stories, (story, item) => rejectStory(context, story, itemOf(field.rejection, item))))
  },
})
