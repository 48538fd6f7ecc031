import { operation } from 'loop-core'
import { z } from 'zod'
import { createArticle as create } from '../../changes/article.ts'
import * as field from '../../fields.ts'
import * as articleField from '../../knowledge/fields.ts'
import { requireProject } from '../../references.ts'
import { Article, articleOf } from '../../views/article.ts'

export const createArticle = operation({
  name: 'create_article',
  title: 'Create article',
  summary: 'Write an article of the wiki, for one project or for all; agents write drafts. Then knowledge_publish.',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['POST /api/v1/articles', 'POST /api/v1/projects/:project_id/articles'],
  status: 201,
  tool: false,
  input: z.object({
    title: articleField.title,
    body: articleField.body,
    category: articleField.category,
    tags: articleField.tags.optional(),
    project_id: field.projectId.nullish(),
    status: z.enum(['draft', 'published']).optional(),
    ...articleField.extras,
  }),
  output: z.object({ data: Article }),
  async run({ project_id, ...given }, context) {
    const project = project_id ? await requireProject(context.db, project_id) : undefined
    return { data: articleOf(await create(context, { ...given, project_id: project?.id ?? null })) }
  },
})
