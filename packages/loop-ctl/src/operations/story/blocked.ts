import { operation, text } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { spokenProject } from '../../references.ts'
import { blockersByStory } from '../../storage/blocked.ts'
import { listBlocked } from '../../storage/ready.ts'
import { lineOf, StoryLine } from '../../views/story.ts'
import { agentStatuses, verifiedStatuses } from '../../words.ts'

const mostBlockers = 100

const Blocker = z.object({
  id: text(64),
  number: z.string(),
  title: z.string(),
  agent_status: z.enum(agentStatuses),
  verified_status: z.enum(verifiedStatuses),
})
const Blocked = z.object({ story: StoryLine, blocking_dependencies: z.array(Blocker), blocking_count: z.int() })

export const listBlockedStories = operation({
  name: 'list_blocked_stories',
  title: 'List blocked stories',
  summary: 'The stories of active projects that wait for others, by number, each with the first 100 that it waits for.',
  command: 'story blocked',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/stories/blocked'],
  tool: false,
  input: z.object({ project_id: field.projectId.optional(), epic_id: field.epicFilter.optional(), ...paging }),
  output: z.object({ data: z.array(Blocked), meta: PageMeta }),
  async run({ project_id, epic_id, ...pages }, context) {
    const { db } = context
    const project = (await projectFilter(db, project_id)) ?? (await spokenProject(context))
    const page = readPage(pages, { style: 'page', size: 100, most: 500 })
    const { rows, total } = await listBlocked(db, { project, epic: epic_id }, page)
    const blockers = await blockersByStory(db, rows)
    const data = rows.map((row) => {
      const all = blockers.get(row.id)!
      return { story: lineOf(row), blocking_dependencies: all.slice(0, mostBlockers), blocking_count: all.length }
    })
    return { data, meta: page.meta(total) }
  },
})
