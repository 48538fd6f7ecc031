import { operation } from 'loop-core'
import { z } from 'zod'
import { at } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { archiveProject } from '../../storage/projects.ts'
import { Project, projectOf } from '../../views/project.ts'
import { slimProject } from '../../views/slim.ts'

export const deleteProject = operation({
  name: 'delete_project',
  title: 'Archive project',
  summary: 'Put a project away: it leaves lists and ready work, its rows stay. Nothing brings it back.',
  kind: 'destroy',
  roles: ['user'],
  command: 'project archive',
  rest: ['DELETE /api/v1/projects/:project_id'],
  input: z.object({ project_id: field.projectId }),
  output: z.object({ project: Project }),
  advertised: slimProject,
  async run({ project_id }, context) {
    const project = await requireProject(context.db, project_id)
    const archived = await archiveProject(context.db, project.id, at(context))
    if (archived === undefined) return { project: projectOf(project) }
    const { id: entity, status } = archived
    const details = { project_id: entity }
    context.emit({ type: 'project.archived', entity, scope: entity, before: { status: 'active' }, after: { status }, details })
    return { project: projectOf(archived) }
  },
})
