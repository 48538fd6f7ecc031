import { operation, text } from 'loop-core'
import { z } from 'zod'
import { newProject } from '../../changes/create.ts'
import * as field from '../../fields.ts'
import { invalid, limitReached } from '../../refusals.ts'
import { lockSettings } from '../../settings.ts'
import { countActiveProjects, insertProject } from '../../storage/projects.ts'
import { Project, projectOf } from '../../views/project.ts'
import { limits } from '../../words.ts'

export const createProject = operation({
  name: 'create_project',
  title: 'Create project',
  summary: 'Make a project for a code base. Then import_stories, or create_epic and create_story.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/projects'],
  status: 201,
  input: z.object({
    name: field.said(limits.name),
    slug: field.slug,
    repo_url: text(2_000).optional(),
    description: text(limits.description).optional(),
    tech_stack: text(2_000).optional(),
    mission: text(2_000).optional(),
    metadata: field.metadata.optional(),
  }),
  output: z.object({ project: Project }),
  advertised: z.object({ project: z.looseObject({}) }),
  async run({ metadata, mission, ...given }, context) {
    const { max_projects } = await lockSettings(context.db, context.now())
    if ((await countActiveProjects(context.db)) >= max_projects) throw limitReached('Project', max_projects)
    const project = newProject(context, { ...given, mission: mission?.trim() || null, metadata: JSON.stringify(metadata ?? {}) })
    if (!(await insertProject(context.db, project))) throw invalid({ slug: 'has already been taken' }, { code: 'slug_taken' })
    const { id, name, slug } = project
    context.emit({ type: 'project.created', entity: id, scope: id, after: { name, slug } })
    return { project: projectOf(project) }
  },
})
