import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { importBreakdown } from '../../import/import.ts'
import { Imported } from '../../import/result.ts'
import { requireProject } from '../../references.ts'

export const importStories = operation({
  name: 'import_stories',
  title: 'Import stories',
  summary:
    'Bring a work breakdown into a project: {epics: [{number, title, stories: [{number, title, acceptance_criteria: [{criterion}]}]}], story_dependencies: [{story, depends_on}], epic_dependencies: [{epic, depends_on}]}. All or nothing.',
  command: 'story import',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  input: z.object({
    project_id: field.projectId,
    payload: field.json(5 * 1024 * 1024),
    merge: z.boolean().optional().describe('Update what is there; statuses stay'),
  }),
  output: z.object({ import: Imported }),
  advertised: z.object({ import: z.looseObject({}) }),
  async run({ project_id, payload, merge = false }, context) {
    return { import: await importBreakdown(context, await requireProject(context.db, project_id), { payload, merge }) }
  },
})
