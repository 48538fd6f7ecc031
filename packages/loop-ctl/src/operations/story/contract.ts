import { operation, text } from 'loop-core'
import { z } from 'zod'
import { contractStory as contract } from '../../changes/contract.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'
import { limits } from '../../words.ts'

export const contractStory = operation({
  name: 'contract_story',
  title: 'Contract story',
  summary: 'Say that you read a pending story: echo its title and how many acceptance criteria it has. Then claim_story.',
  kind: 'write',
  roles: transitions.contract.roles,
  actsAs: 'implementer-local',
  toolsets: ['core', 'standard'],
  input: z.object({ story_id: field.storyId, story_title: text(limits.title), ac_count: field.count }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id, ...echo }, context) {
    return { story: storyOf(await contract(context, await requireStory(context, story_id), echo)) }
  },
})
