import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { projectFilter } from '../../filters.ts'
import { ArticlePage, pageOfArticles } from '../../knowledge/list.ts'
import { paging } from '../../page.ts'

export const pageDrafts = operation({
  name: 'page_article_drafts',
  title: 'Page drafts',
  summary: 'The articles that wait to be published, whole, newest first.',
  kind: 'read',
  roles: ['orchestrator', 'user'],
  command: 'article page-drafts',
  rest: ['GET /api/v1/knowledge/drafts'],
  tool: false,
  input: z.object({ project_id: field.projectFilter.optional(), ...paging }),
  output: ArticlePage,
  async run({ project_id, ...asked }, { db }) {
    return pageOfArticles(db, { ...asked, status: 'draft', project_id: await projectFilter(db, project_id) })
  },
})
