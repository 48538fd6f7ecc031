import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { listStoriesOf } from '../../list-stories.ts'
import { readToolPage, ToolPageMeta, toolPaging } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { slimList } from '../../views/slim.ts'
import { StoryBrief } from '../../views/story.ts'
import { agentStatuses, verifiedStatuses } from '../../words.ts'

export const listStories = operation({
  name: 'list_stories',
  title: 'List stories',
  summary: 'Stories of a project by number, at most 20 of total_count. One whole: get_story.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  command: 'story list',
  input: z.object({
    project_id: field.projectId,
    agent_status: z.enum(agentStatuses).optional(),
    verified_status: z.enum(verifiedStatuses).optional(),
    epic_id: field.epicId.optional(),
    review_requested: z.boolean().optional(),
    include_token_totals: z.boolean().optional(),
    ...toolPaging,
  }),
  output: z.object({ data: z.array(StoryBrief), meta: ToolPageMeta }),
  advertised: slimList,
  async run({ project_id, limit, offset, ...filter }, { db }) {
    const project = await requireProject(db, project_id)
    const page = readToolPage({ limit, offset })
    const { rows, total } = await listStoriesOf(db, { ...filter, project_id: project.id }, page)
    return { data: rows, meta: page.meta(total) }
  },
})
