import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireStory } from '../../references.ts'
import { countAbout, verificationsOf } from '../../storage/handed-in.ts'
import { Verification, verificationOf } from '../../views/handed-in.ts'

export const listVerifications = operation({
  name: 'list_verifications',
  title: 'List verifications',
  summary: 'What orchestrators found about a story, newest first.',
  command: 'verification list',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  rest: ['GET /api/v1/stories/:story_id/verifications'],
  tool: false,
  input: z.object({ story_id: field.storyId, ...paging }),
  output: z.object({ data: z.array(Verification), meta: PageMeta }),
  async run({ story_id, ...pages }, context) {
    const { id } = await requireStory(context, story_id)
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const rows = await verificationsOf(context.db, id, page)
    return { data: rows.map(verificationOf), meta: page.meta(await countAbout(context.db, 'ctl_verifications', id)) }
  },
})
