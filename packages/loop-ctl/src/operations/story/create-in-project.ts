import { operation } from 'loop-core'
import { z } from 'zod'
import { createStory } from '../../changes/create-story.ts'
import * as field from '../../fields.ts'
import { requireEpicNumbered } from '../../references.ts'
import { Story, storyOf } from '../../views/story.ts'

export const createStoryInProject = operation({
  name: 'create_story_in_project',
  title: 'Create story in project',
  summary: 'Make one story in the epic of this number.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'story create-in-project',
  rest: ['POST /api/v1/projects/:project_id/stories'],
  status: 201,
  tool: false,
  input: z.object({ project_id: field.projectId, epic_number: field.epicNumber.optional(), ...field.newStory }),
  output: z.object({ story: Story }),
  async run({ project_id, epic_number, ...given }, context) {
    const epic = await requireEpicNumbered(context.db, project_id, epic_number)
    return { story: storyOf(await createStory(context, epic, given)) }
  },
})
