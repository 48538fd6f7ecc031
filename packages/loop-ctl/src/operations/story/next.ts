import { operation, text } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, readPage } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { listReady } from '../../storage/ready.ts'
import { verifiedStatuses } from '../../words.ts'

const most = 20

const ReadyStory = z.object({
  id: text(64),
  number: z.string(),
  title: z.string(),
  epic_id: text(64),
  verified_status: z.enum(verifiedStatuses),
})

export const listReadyStories = operation({
  name: 'list_ready_stories',
  title: 'List ready stories',
  summary: 'The stories of a project that can be contracted now, by number; at most 20, meta.total_count says of how many. Then get_story.',
  command: 'story next',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  toolsets: ['core', 'standard'],
  input: z.object({ project_id: field.projectId, limit: field.count.optional() }),
  output: z.object({ data: z.array(ReadyStory), meta: PageMeta }),
  advertised: z.object({ data: z.array(z.looseObject({})), meta: z.looseObject({}) }),
  async run({ project_id, limit }, { db }) {
    const project = await requireProject(db, project_id)
    const page = readPage({ limit, offset: 0 }, { style: 'offset', size: most, most })
    const { rows, total } = await listReady(db, { project: project.id }, page)
    const data = rows.map(({ id, number, title, epic_id, verified_status }) => ({ id, number, title, epic_id, verified_status }))
    return { data, meta: page.meta(total) }
  },
})
