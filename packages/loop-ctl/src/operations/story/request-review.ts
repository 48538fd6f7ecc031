import { operation } from 'loop-core'
import { z } from 'zod'
import { transition } from '../../changes/transition.ts'
import { at } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const requestReview = operation({
  name: 'request_review',
  title: 'Request review',
  summary: 'Hand over a story that you implemented. Your part ends here: a different agent calls report_story.',
  command: 'story request-review',
  shortcut: 'request-review',
  kind: 'write',
  roles: transitions['request-review'].roles,
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/stories/:story_id/request-review'],
  toolsets: ['core', 'standard'],
  input: z.object({ story_id: field.storyId }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id }, context) {
    const story = await requireStory(context, story_id)
    const move = () => ({ set: { review_requested_at: at(context) }, details: { agent_id: context.actor.agent?.id } })
    return { story: storyOf(await transition(context, story, 'request-review', move)) }
  },
})
