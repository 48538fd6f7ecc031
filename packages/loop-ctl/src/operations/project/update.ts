import { operation, text } from 'loop-core'
import { z } from 'zod'
import { editProject } from '../../changes/edit.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { Project, projectOf } from '../../views/project.ts'
import { limits } from '../../words.ts'

export const updateProject = operation({
  name: 'update_project',
  title: 'Update project',
  summary: 'Change what a project says of itself. Its slug stays for ever; what is null stays as it is.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['PATCH /api/v1/projects/:project_id', 'PUT /api/v1/projects/:project_id'],
  tool: false,
  input: z.object({
    project_id: field.projectId,
    name: field.said(limits.name).nullish(),
    repo_url: text(2_000).nullish(),
    description: text(limits.description).nullish(),
    tech_stack: text(2_000).nullish(),
    mission: text(2_000).nullish(),
    metadata: field.metadata.nullish(),
  }),
  output: z.object({ project: Project }),
  async run({ project_id, metadata, mission, ...words }, context) {
    const project = await requireProject(context.db, project_id)
    const kept = Object.entries(words).filter(([, value]) => value !== null)
    const given = {
      ...Object.fromEntries(kept),
      // A blank mission is none, as when the project was made.
      mission: mission == null ? undefined : mission.trim() || null,
      metadata: metadata == null ? undefined : JSON.stringify(metadata),
    }
    return { project: projectOf(await editProject(context, project, given)) }
  },
})
