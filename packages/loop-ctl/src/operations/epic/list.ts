import { operation, text } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { selectEpics } from '../../storage/epics.ts'
import { countStoriesOf } from '../../storage/progress.ts'
import { Epic, epicOf } from '../../views/epic.ts'
import { percentage } from '../../views/progress.ts'
import { limits } from '../../words.ts'

export const listEpics = operation({
  name: 'list_epics',
  title: 'List epics',
  summary: 'The epics of a project by position and number, in pages, with how many of their stories are verified.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'epic list',
  rest: ['GET /api/v1/projects/:project_id/epics'],
  tool: false,
  input: z.object({ project_id: field.projectId, phase: text(limits.name).optional(), ...paging }),
  output: z.object({
    data: z.array(Epic.extend({ story_count: z.int(), completion_percentage: z.number() })),
    meta: PageMeta,
  }),
  async run({ project_id, phase, ...asked }, { db }) {
    const project = await requireProject(db, project_id)
    const page = readPage(asked, { style: 'page', size: 20, most: 100 })
    const { rows, total } = await selectEpics(db, { project_id: project.id, phase }, page)
    const counts = await countStoriesOf(
      db,
      rows.map(({ id }) => id),
    )
    const data = rows.map((row) => {
      const story_count = counts.get(row.id) ?? 0
      return { ...epicOf(row), story_count, completion_percentage: percentage(story_count - row.unverified_count, story_count) }
    })
    return { data, meta: page.meta(total) }
  },
})
