import { operation } from 'loop-core'
import { z } from 'zod'
import { transition, unassigned } from '../../changes/transition.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const unclaimStory = operation({
  name: 'unclaim_story',
  title: 'Unclaim story',
  summary: 'Give back a story that you claimed; it is pending again.',
  shortcut: 'unclaim',
  kind: 'write',
  roles: transitions.unclaim.roles,
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/stories/:story_id/unclaim'],
  input: z.object({ story_id: field.storyId }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id }, context) {
    const story = await requireStory(context, story_id)
    const details = { agent_id: context.actor.agent?.id }
    return { story: storyOf(await transition(context, story, 'unclaim', () => ({ set: unassigned, details }))) }
  },
})
