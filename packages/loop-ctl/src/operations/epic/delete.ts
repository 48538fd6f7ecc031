import { nothing, operation } from 'loop-core'
import { z } from 'zod'
import { deleteEpic as remove } from '../../changes/remove.ts'
import * as field from '../../fields.ts'
import { requireEpic } from '../../references.ts'

export const deleteEpic = operation({
  name: 'delete_epic',
  title: 'Delete epic',
  summary: 'Take an epic with all its stories, and all that was handed in for them, away for good.',
  kind: 'destroy',
  roles: ['user'],
  rest: ['DELETE /api/v1/epics/:epic_id'],
  status: 204,
  tool: false,
  input: z.object({ epic_id: field.epicId }),
  output: nothing,
  async run({ epic_id }, context) {
    await remove(context, await requireEpic(context, epic_id))
    return {}
  },
})
