import { operation } from 'loop-core'
import { z } from 'zod'
import { rejectStory as reject } from '../../changes/reject.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const rejectStory = operation({
  name: 'reject_story',
  title: 'Reject story',
  summary: 'Find a story not done, or broken since; never your own. It is then pending again unless the settings say otherwise.',
  shortcut: 'reject',
  kind: 'write',
  roles: transitions.reject.roles,
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/:story_id/reject'],
  toolsets: ['core', 'standard'],
  input: z.object({ story_id: field.storyId, ...field.rejection.shape }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id, ...rejection }, context) {
    return { story: storyOf(await reject(context, await requireStory(context, story_id), rejection)) }
  },
})
