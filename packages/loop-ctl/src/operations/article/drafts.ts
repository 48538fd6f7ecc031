import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { readToolPage, ToolPageMeta, toolPaging } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { selectArticles } from '../../storage/articles.ts'
import { ArticleLine, articleOf } from '../../views/article.ts'
import { slimList } from '../../views/slim.ts'

export const knowledgeDrafts = operation({
  name: 'knowledge_drafts',
  title: 'List drafts',
  summary: 'Articles to be published, newest first. Then knowledge_publish.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  command: 'article drafts',
  input: z.object({ project_id: field.projectId.optional(), ...toolPaging }),
  output: z.object({ data: z.array(ArticleLine), meta: ToolPageMeta }),
  advertised: slimList,
  async run({ project_id, ...asked }, { db }) {
    const page = readToolPage(asked)
    const project = project_id === undefined ? undefined : (await requireProject(db, project_id)).id
    const { rows, total } = await selectArticles(db, { status: 'draft', project_id: project }, page)
    return { data: rows.map(articleOf), meta: page.meta(total) }
  },
})
