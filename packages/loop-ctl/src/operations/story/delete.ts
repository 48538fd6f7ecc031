import { nothing, operation } from 'loop-core'
import { z } from 'zod'
import { deleteStory as remove } from '../../changes/remove.ts'
import * as field from '../../fields.ts'
import { requireStory } from '../../references.ts'

export const deleteStory = operation({
  name: 'delete_story',
  title: 'Delete story',
  summary: 'Take a story, and all that was handed in for it, away for good. Stories that waited for it wait no longer.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/stories/:story_id'],
  status: 204,
  tool: false,
  input: z.object({ story_id: field.storyId }),
  output: nothing,
  async run({ story_id }, context) {
    await remove(context, await requireStory(context, story_id))
    return {}
  },
})
