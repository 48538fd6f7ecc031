import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { importBreakdown } from '../../import/import.ts'
import { Imported } from '../../import/result.ts'
import { requireProject } from '../../references.ts'

const part = z.unknown().optional()

export const importProject = operation({
  name: 'import_project',
  title: 'Import project',
  summary:
    'Bring epics, stories and dependencies into a project, all or nothing; merge=true also updates those that are there, never their statuses.',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  rest: ['POST /api/v1/projects/:project_id/import'],
  status: 201,
  insteadStatus: { status: 200, when: (output) => (output.import as Imported).stories_updated !== undefined },
  tool: false,
  input: z.object({
    project_id: field.projectId,
    epics: part,
    story_dependencies: part,
    epic_dependencies: part,
    merge: z.boolean().optional(),
  }),
  output: z.object({ import: Imported }),
  async run({ project_id, merge = false, ...payload }, context) {
    return { import: await importBreakdown(context, await requireProject(context.db, project_id), { payload, merge }) }
  },
})
