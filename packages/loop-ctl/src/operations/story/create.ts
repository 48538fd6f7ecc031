import { operation, text } from 'loop-core'
import { z } from 'zod'
import { createStory as create } from '../../changes/create-story.ts'
import * as field from '../../fields.ts'
import { requireEpic } from '../../references.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'
import { limits } from '../../words.ts'

export const createStory = operation({
  name: 'create_story',
  title: 'Create story',
  summary: 'Make one story in an epic: the unit of work, with acceptance criteria. Many at once: import_stories.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/epics/:epic_id/stories'],
  status: 201,
  input: z.object({
    epic_id: field.epicId,
    number: field.number,
    title: field.said(limits.title),
    description: text(limits.description).optional(),
    acceptance_criteria: field.criteria.optional(),
    estimated_hours: field.hours.optional(),
    metadata: field.metadata.optional(),
  }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ epic_id, ...given }, context) {
    return { story: storyOf(await create(context, await requireEpic(context, epic_id), given)) }
  },
})
