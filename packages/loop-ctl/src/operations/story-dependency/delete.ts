import { nothing, operation } from 'loop-core'
import { z } from 'zod'
import { removeDependency } from '../../changes/dependency.ts'
import * as field from '../../fields.ts'

export const deleteStoryDependency = operation({
  name: 'delete_story_dependency',
  title: 'Delete story dependency',
  summary: 'Let a story no longer wait for another one.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/story_dependencies/:dependency_id'],
  status: 204,
  tool: false,
  input: z.object({ dependency_id: field.dependencyId }),
  output: nothing,
  async run({ dependency_id }, context) {
    await removeDependency(context, 'story', dependency_id)
    return {}
  },
})
