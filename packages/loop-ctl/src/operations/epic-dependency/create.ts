import { operation } from 'loop-core'
import { z } from 'zod'
import { createDependency } from '../../changes/dependency.ts'
import * as field from '../../fields.ts'
import { selfDependency } from '../../graph/refusals.ts'
import { requireEpic } from '../../references.ts'
import { EpicDependency, epicDependencyOf } from '../../views/dependency.ts'

export const createEpicDependency = operation({
  name: 'create_epic_dependency',
  title: 'Create epic dependency',
  summary: 'Make all stories of an epic wait until those of another one are verified.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/epic_dependencies'],
  status: 201,
  tool: false,
  input: z.object({ epic_id: field.epicId, depends_on_epic_id: field.epicId }),
  output: z.object({ epic_dependency: EpicDependency }),
  async run({ epic_id, depends_on_epic_id }, context) {
    if (epic_id === depends_on_epic_id) throw selfDependency('epic')
    const ends = [await requireEpic(context, epic_id), await requireEpic(context, depends_on_epic_id)] as const
    return { epic_dependency: epicDependencyOf(await createDependency(context, 'epic', ends)) }
  },
})
