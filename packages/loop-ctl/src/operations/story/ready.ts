import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { spokenProject } from '../../references.ts'
import { listReady } from '../../storage/ready.ts'
import { lineOf, StoryLine } from '../../views/story.ts'

export const pageReadyStories = operation({
  name: 'page_ready_stories',
  title: 'Page ready stories',
  summary: 'The pending stories of active projects all of whose dependencies are verified, by number, in pages.',
  command: 'story ready',
  shortcut: 'next',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/stories/ready'],
  tool: false,
  input: z.object({ project_id: field.projectId.optional(), epic_id: field.epicFilter.optional(), ...paging }),
  output: z.object({ data: z.array(StoryLine), meta: PageMeta }),
  async run({ project_id, epic_id, ...pages }, context) {
    const { db } = context
    const project = (await projectFilter(db, project_id)) ?? (await spokenProject(context))
    const page = readPage(pages, { style: 'page', size: 100, most: 500 })
    const { rows, total } = await listReady(db, { project, epic: epic_id }, page)
    return { data: rows.map(lineOf), meta: page.meta(total) }
  },
})
