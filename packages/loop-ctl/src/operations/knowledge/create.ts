import { operation } from 'loop-core'
import { z } from 'zod'
import { createArticle } from '../../changes/article.ts'
import * as field from '../../fields.ts'
import * as articleField from '../../knowledge/fields.ts'
import { requireProject } from '../../references.ts'
import { ArticleLine, articleOf } from '../../views/article.ts'
import { slimData } from '../../views/slim.ts'

export const knowledgeCreate = operation({
  name: 'knowledge_create',
  title: 'Draft article',
  summary: 'Write a draft for the wiki, of one project or of all. Then knowledge_publish.',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  actsAs: 'implementer-local',
  command: 'knowledge create',
  input: z.object({
    title: articleField.title,
    body: articleField.body,
    category: articleField.category,
    tags: articleField.tags.optional(),
    project_id: field.projectId.optional(),
  }),
  output: z.object({ data: ArticleLine }),
  advertised: slimData,
  async run({ project_id, ...given }, context) {
    const project = project_id === undefined ? undefined : await requireProject(context.db, project_id)
    return { data: articleOf(await createArticle(context, { ...given, project_id: project?.id ?? null })) }
  },
})
