import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireStory } from '../../references.ts'
import { countAbout, reviewsOf } from '../../storage/handed-in.ts'
import { ReviewRecord } from '../../views/handed-in.ts'

export const listReviews = operation({
  name: 'list_reviews',
  title: 'List reviews',
  summary: 'The reviews of a story, newest first.',
  command: 'review list',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  rest: ['GET /api/v1/stories/:story_id/reviews'],
  tool: false,
  input: z.object({ story_id: field.storyId, ...paging }),
  output: z.object({ data: z.array(ReviewRecord), meta: PageMeta }),
  async run({ story_id, ...pages }, context) {
    const { id } = await requireStory(context, story_id)
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const rows = await reviewsOf(context.db, id, page)
    return { data: rows, meta: page.meta(await countAbout(context.db, 'ctl_reviews', id)) }
  },
})
