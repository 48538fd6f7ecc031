import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireEpic } from '../../references.ts'
import { selectStories } from '../../storage/stories.ts'
import { Story, storyOf } from '../../views/story.ts'
import { agentStatuses, verifiedStatuses } from '../../words.ts'

export const listEpicStories = operation({
  name: 'list_epic_stories',
  title: 'List stories of an epic',
  summary: 'The stories of one epic by number, in pages.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'epic stories',
  rest: ['GET /api/v1/epics/:epic_id/stories'],
  tool: false,
  input: z.object({
    epic_id: field.epicId,
    agent_status: field.word(agentStatuses),
    verified_status: field.word(verifiedStatuses),
    ...paging,
  }),
  output: z.object({ data: z.array(Story), meta: PageMeta }),
  async run({ epic_id, agent_status, verified_status, ...asked }, context) {
    const epic = await requireEpic(context, epic_id)
    const page = readPage(asked, { style: 'page', size: 20, most: 100 })
    const { rows, total } = await selectStories(context.db, { epic_id: epic.id, agent_status, verified_status }, page)
    return { data: rows.map(storyOf), meta: page.meta(total) }
  },
})
