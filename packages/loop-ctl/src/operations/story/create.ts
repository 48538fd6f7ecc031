import { operation } from 'loop-core'
import { z } from 'zod'
import { createStory as create } from '../../changes/create-story.ts'
import * as field from '../../fields.ts'
import { requireEpic, requireEpicNumbered, type Speaking } from '../../references.ts'
import { invalid } from '../../refusals.ts'
import { slimStory } from '../../views/slim.ts'
import { Story, storyOf } from '../../views/story.ts'

export const createStory = operation({
  name: 'create_story',
  title: 'Create story',
  summary: 'Make one story in the epic of epic_id, or of project_id and epic_number. Many at once: import_stories.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/epics/:epic_id/stories'],
  status: 201,
  input: z.object({
    epic_id: field.epicId.optional(),
    project_id: field.projectId.optional(),
    epic_number: field.epicNumber.optional(),
    ...field.newStory,
  }),
  output: z.object({ story: Story }),
  advertised: slimStory,
  async run({ epic_id, project_id, epic_number, ...given }, context) {
    const epic = await epicMeant(context, { epic_id, project_id, epic_number })
    return { story: storyOf(await create(context, epic, given)) }
  },
})

function epicMeant(
  context: Speaking,
  { epic_id, project_id, epic_number }: { epic_id?: string; project_id?: string; epic_number?: number },
) {
  if (epic_id !== undefined) return requireEpic(context, epic_id)
  if (project_id === undefined) throw invalid({ epic_id: "can't be blank, unless project_id and epic_number are given" })
  return requireEpicNumbered(context.db, project_id, epic_number)
}
