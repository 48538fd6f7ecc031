import { operation, text } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { importBreakdown } from '../../import/import.ts'
import { Imported } from '../../import/result.ts'
import { requireProject } from '../../references.ts'
import { invalid } from '../../refusals.ts'

export const importStories = operation({
  name: 'import_stories',
  title: 'Import stories',
  summary:
    'Bring a work breakdown into a project: {epics: [{number, title, stories: [{number, title, acceptance_criteria: [{criterion}]}]}], story_dependencies: [{story, depends_on}], epic_dependencies: [{epic, depends_on}]}. All or nothing.',
  command: 'story import',
  kind: 'write',
  roles: ['orchestrator', 'user'],
  actsAs: 'orchestrator-local',
  files: { payload_path: 'payload' },
  input: z.object({
    project_id: field.projectId,
    payload: field.json(5 * 1024 * 1024).optional(),
    payload_path: text(4_096).optional().describe('Or a JSON file that holds it; local servers only'),
    merge: z.boolean().optional().describe('Update what is there; statuses stay'),
  }),
  output: z.object({ import: Imported }),
  advertised: z.object({ import: z.looseObject({}) }),
  async run({ project_id, payload, merge = false }, context) {
    if (payload === undefined) throw invalid({ payload: "can't be blank" }, { hints: ['Send payload, or payload_path over stdio.'] })
    return { import: await importBreakdown(context, await requireProject(context.db, project_id), { payload, merge }) }
  },
})
