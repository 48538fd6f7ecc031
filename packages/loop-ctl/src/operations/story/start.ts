import { operation } from 'loop-core'
import { z } from 'zod'
import { transition } from '../../changes/transition.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const startStory = operation({
  name: 'start_story',
  title: 'Start story',
  summary: 'Begin to implement a story that you claimed. When it is done: request_review.',
  shortcut: 'start',
  kind: 'write',
  roles: transitions.start.roles,
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/stories/:story_id/start', 'POST /api/v1/stories/:story_id/start-work'],
  toolsets: ['core', 'standard'],
  input: z.object({ story_id: field.storyId }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id }, context) {
    const story = await requireStory(context, story_id)
    return { story: storyOf(await transition(context, story, 'start', () => ({ details: { agent_id: context.actor.agent?.id } }))) }
  },
})
