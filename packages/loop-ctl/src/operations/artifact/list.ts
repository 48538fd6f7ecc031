import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireStory } from '../../references.ts'
import { artifactsOf, countAbout } from '../../storage/handed-in.ts'
import { Artifact, artifactOf } from '../../views/handed-in.ts'

export const listArtifacts = operation({
  name: 'list_artifacts',
  title: 'List artifacts',
  summary: 'What was handed in for a story, oldest first.',
  command: 'artifact list',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/stories/:story_id/artifacts'],
  tool: false,
  input: z.object({ story_id: field.storyId, ...paging }),
  output: z.object({ data: z.array(Artifact), meta: PageMeta }),
  async run({ story_id, ...pages }, context) {
    const { id } = await requireStory(context, story_id)
    const page = readPage(pages, { style: 'page', size: 20, most: 100 })
    const rows = await artifactsOf(context.db, id, page)
    return { data: rows.map(artifactOf), meta: page.meta(await countAbout(context.db, 'ctl_artifacts', id)) }
  },
})
