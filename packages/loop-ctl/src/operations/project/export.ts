import { operation } from 'loop-core'
import { z } from 'zod'
import { at } from '../../ctl.ts'
import * as field from '../../fields.ts'
import { Exported, exportBreakdown } from '../../import/export.ts'
import { requireProject } from '../../references.ts'
import { loadBreakdown } from '../../storage/breakdown.ts'
import { projectOf } from '../../views/project.ts'

/** Of the format, not of this program: what it can say is what the reference's version 1 can. */
const formatVersion = '1.0'

export const exportProject = operation({
  name: 'export_project',
  title: 'Export project',
  summary: 'A whole project as JSON, in an order that stays the same; import_project takes it back, as pending and unverified.',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/projects/:project_id/export'],
  tool: false,
  input: z.object({ project_id: field.projectId }),
  output: Exported,
  async run({ project_id }, context) {
    const project = await requireProject(context.db, project_id)
    const breakdown = await loadBreakdown(context.db, project.id)
    const export_metadata = { exported_at: at(context), loopctl_version: formatVersion, project_id: project.id }
    return { export_metadata, project: projectOf(project), ...exportBreakdown(breakdown) }
  },
})
