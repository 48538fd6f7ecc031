import { operation } from 'loop-core'
import { z } from 'zod'
import { claimStory as claim } from '../../changes/claim.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const claimStory = operation({
  name: 'claim_story',
  title: 'Claim story',
  summary: 'Take a contracted story; one winner. Then start_story.',
  shortcut: 'claim',
  kind: 'write',
  roles: transitions.claim.roles,
  actsAs: 'implementer-local',
  rest: ['POST /api/v1/stories/:story_id/claim'],
  toolsets: ['core', 'standard'],
  input: z.object({ story_id: field.storyId }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id }, context) {
    return { story: storyOf(await claim(context, await requireStory(context, story_id))) }
  },
})
