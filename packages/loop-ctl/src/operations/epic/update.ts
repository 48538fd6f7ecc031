import { operation, text } from 'loop-core'
import { z } from 'zod'
import { editEpic } from '../../changes/edit.ts'
import * as field from '../../fields.ts'
import { requireEpic } from '../../references.ts'
import { Epic, epicOf } from '../../views/epic.ts'
import { limits } from '../../words.ts'

export const updateEpic = operation({
  name: 'update_epic',
  title: 'Update epic',
  summary: 'Change what an epic says of itself; null empties a description or a phase. Its number stays for ever.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['PATCH /api/v1/epics/:epic_id'],
  tool: false,
  input: z.object({
    epic_id: field.epicId,
    title: field.said(limits.title).optional(),
    description: text(limits.description).nullish(),
    phase: text(limits.name).nullish(),
    position: field.count.optional(),
    metadata: field.metadata.optional(),
  }),
  output: z.object({ epic: Epic }),
  async run({ epic_id, metadata, ...given }, context) {
    const epic = await requireEpic(context, epic_id)
    return { epic: epicOf(await editEpic(context, epic, { ...given, metadata: metadata && JSON.stringify(metadata) })) }
  },
})
