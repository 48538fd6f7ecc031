import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireEpic } from '../../references.ts'
import { standings } from '../../storage/progress.ts'
import { StoryProgress, storyProgressOf } from '../../views/progress.ts'

export const getEpicProgress = operation({
  name: 'get_epic_progress',
  title: 'Get epic progress',
  summary: 'How far an epic is: its stories by both statuses.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'epic progress',
  rest: ['GET /api/v1/epics/:epic_id/progress'],
  tool: false,
  input: z.object({ epic_id: field.epicId }),
  output: z.object({ progress: StoryProgress }),
  async run({ epic_id }, context) {
    const { id } = await requireEpic(context, epic_id)
    return { progress: storyProgressOf(await standings(context.db, { epic_id: id })) }
  },
})
