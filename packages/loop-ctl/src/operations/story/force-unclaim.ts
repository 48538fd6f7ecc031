import { operation } from 'loop-core'
import { z } from 'zod'
import { transition, unassigned } from '../../changes/transition.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { transitions } from '../../story.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const forceUnclaimStory = operation({
  name: 'force_unclaim_story',
  title: 'Force unclaim story',
  summary: 'Take a story from whoever has it; it is pending again. What was verified stays verified.',
  command: 'story force-unclaim',
  shortcut: 'force-unclaim',
  kind: 'write',
  roles: transitions['force-unclaim'].roles,
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/stories/:story_id/force-unclaim'],
  input: z.object({ story_id: field.storyId }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ story_id }, context) {
    const story = await requireStory(context, story_id)
    const orchestrator_agent_id = context.actor.agent?.id
    const taken = await transition(context, story, 'force-unclaim', ({ assigned_agent_id }) => ({
      set: unassigned,
      details: { orchestrator_agent_id, previous_agent_id: assigned_agent_id },
    }))
    return { story: storyOf(taken) }
  },
})
