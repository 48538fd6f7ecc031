import { operation, text } from 'loop-core'
import { z } from 'zod'
import { startUiTestRun as start } from '../../changes/ui-test-run.ts'
import * as field from '../../fields.ts'
import { requireProject } from '../../references.ts'
import { UiTestRunAnswer } from '../../views/ui-test-run.ts'
import { limits } from '../../words.ts'

export const startUiTestRun = operation({
  name: 'start_ui_test_run',
  title: 'Start UI test run',
  summary: 'Begin a test of a user interface by hand. Then add_ui_test_finding for what is seen, and complete_ui_test_run.',
  command: 'ui-test-run start',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['POST /api/v1/projects/:project_id/ui_test_runs', 'POST /api/v1/projects/:project_id/ui-tests'],
  tool: false,
  status: 201,
  input: z.object({
    project_id: field.projectId,
    guide_reference: field.said(limits.path).optional().describe('Which guide is followed'),
    notes: text(limits.summary).optional(),
  }),
  output: UiTestRunAnswer,
  async run({ project_id, guide_reference = null, notes = null }, context) {
    const project = await requireProject(context.db, project_id)
    return start(context, project.id, { guide_reference, notes })
  },
})
