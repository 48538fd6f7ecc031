import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireStory } from '../../references.ts'
import { countAudit, readAudit } from '../../storage/log.ts'
import { AuditRow, auditRowOf, Pagination, paginationOf } from '../../views/audit.ts'

export const getStoryHistory = operation({
  name: 'get_story_history',
  title: 'Get story history',
  summary: 'What happened to a story and what was handed in for it, oldest first.',
  command: 'story history',
  shortcut: 'history',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/stories/:story_id/history'],
  tool: false,
  input: z.object({ story_id: field.storyId, ...paging }),
  output: z.object({ data: z.array(AuditRow), meta: PageMeta, pagination: Pagination }),
  async run({ story_id, ...pages }, context) {
    const { id: about } = await requireStory(context, story_id)
    const page = readPage(pages, { style: 'page', size: 100, most: 100 })
    const events = await readAudit(context, { about, limit: page.limit, offset: page.offset })
    const total = await countAudit(context, { about })
    return { data: events.map((event) => auditRowOf(event, context.actor)), meta: page.meta(total), pagination: paginationOf(page, total) }
  },
})
