import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { requireEpic } from '../../references.ts'
import { storiesOfEpic } from '../../storage/stories.ts'
import { Epic, epicOf } from '../../views/epic.ts'
import { StoryLine } from '../../views/story.ts'

const StoryOfEpic = StoryLine.pick({ id: true, number: true, title: true, agent_status: true, verified_status: true })

export const getEpic = operation({
  name: 'get_epic',
  title: 'Get epic',
  summary: 'One epic whole, with where each of its stories stands.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/epics/:epic_id'],
  tool: false,
  input: z.object({ epic_id: field.epicId }),
  output: z.object({ epic: Epic.extend({ stories: z.array(StoryOfEpic) }) }),
  async run({ epic_id }, context) {
    const epic = await requireEpic(context, epic_id)
    return { epic: { ...epicOf(epic), stories: await storiesOfEpic(context.db, epic.id) } }
  },
})
