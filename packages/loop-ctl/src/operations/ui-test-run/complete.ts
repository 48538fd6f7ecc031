import { operation, text } from 'loop-core'
import { z } from 'zod'
import { completeUiTestRun as complete, requireUiTestRun } from '../../changes/ui-test-run.ts'
import * as field from '../../fields.ts'
import { UiTestRunAnswer } from '../../views/ui-test-run.ts'
import { limits } from '../../words.ts'

export const completeUiTestRun = operation({
  name: 'complete_ui_test_run',
  title: 'Complete UI test run',
  summary:
    'End a test of a user interface. Unless its status is said it failed where a blocker or bug, or something critical or high, was found.',
  command: 'ui-test-run complete',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['POST /api/v1/ui_test_runs/:ui_test_run_id/complete', 'POST /api/v1/projects/:project_id/ui-tests/:ui_test_run_id/complete'],
  tool: false,
  input: z.object({
    ...field.uiTestRun,
    status: z.enum(['passed', 'failed']).optional(),
    summary: text(limits.summary).optional(),
  }),
  output: UiTestRunAnswer,
  async run({ ui_test_run_id, project_id, status, summary = null }, context) {
    const run = await requireUiTestRun(context, { ui_test_run_id, project_id })
    return complete(context, run, { status, summary })
  },
})
