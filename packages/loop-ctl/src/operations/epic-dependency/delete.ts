import { nothing, operation } from 'loop-core'
import { z } from 'zod'
import { removeDependency } from '../../changes/dependency.ts'
import * as field from '../../fields.ts'

export const deleteEpicDependency = operation({
  name: 'delete_epic_dependency',
  title: 'Delete epic dependency',
  summary: 'Let an epic no longer wait for another one.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/epic_dependencies/:dependency_id'],
  status: 204,
  tool: false,
  input: z.object({ dependency_id: field.dependencyId }),
  output: nothing,
  async run({ dependency_id }, context) {
    await removeDependency(context, 'epic', dependency_id)
    return {}
  },
})
