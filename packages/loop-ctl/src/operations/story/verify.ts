import { operation } from 'loop-core'
import { z } from 'zod'
import { verifyStory as verify } from '../../changes/verify.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const verifyStory = operation({
  name: 'verify_story',
  title: 'Verify story',
  summary: 'Find a reported and reviewed story done; never your own. Use reject_story where it is not.',
  shortcut: 'verify',
  kind: 'write',
  roles: transitions.verify.roles,
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/:story_id/verify'],
  toolsets: ['core', 'standard'],
  input: z.object({ story_id: field.storyId, ...field.verdict.shape }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id, ...verdict }, context) {
    return { story: storyOf(await verify(context, await requireStory(context, story_id), verdict)) }
  },
})
