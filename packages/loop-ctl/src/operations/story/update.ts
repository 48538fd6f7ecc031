import { operation, text } from 'loop-core'
import { z } from 'zod'
import { editStory } from '../../changes/edit.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'
import { Story, storyOf } from '../../views/story.ts'
import { limits } from '../../words.ts'

export const updateStory = operation({
  name: 'update_story',
  title: 'Update story',
  summary: 'Change what a story says of itself; null empties a field. Its number stays for ever, its statuses move by their own calls.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['PATCH /api/v1/stories/:story_id'],
  tool: false,
  input: z.object({
    story_id: field.storyId,
    title: field.said(limits.title).optional(),
    description: text(limits.description).nullish(),
    acceptance_criteria: field.criteria.nullish(),
    estimated_hours: field.hours.nullish(),
    metadata: field.metadata.optional(),
  }),
  output: z.object({ story: Story }),
  async run({ story_id, metadata, acceptance_criteria, ...given }, context) {
    const story = await requireStory(context, story_id)
    const change = {
      ...given,
      acceptance_criteria: acceptance_criteria && JSON.stringify(acceptance_criteria),
      metadata: metadata && JSON.stringify(metadata),
    }
    return { story: storyOf(await editStory(context, story, change)) }
  },
})
