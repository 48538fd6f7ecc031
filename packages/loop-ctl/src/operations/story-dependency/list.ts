import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireEpic } from '../../references.ts'
import { listStoryDependencies as list } from '../../storage/dependencies.ts'
import { StoryDependency, storyDependencyOf } from '../../views/dependency.ts'

export const listStoryDependencies = operation({
  name: 'list_story_dependencies',
  title: 'List story dependencies',
  summary: 'What the stories of an epic wait for and what waits for them, in this epic and in others.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/epics/:epic_id/story_dependencies'],
  command: 'story-dependency list',
  tool: false,
  input: z.object({ epic_id: field.epicId, ...paging }),
  output: z.object({ data: z.array(StoryDependency), meta: PageMeta }),
  async run({ epic_id, ...pages }, context) {
    const epic = await requireEpic(context, epic_id)
    const page = readPage(pages, { style: 'page', size: 100, most: 500 })
    const { rows, total } = await list(context.db, epic.id, page)
    return { data: rows.map(storyDependencyOf), meta: page.meta(total) }
  },
})
