import { operation } from 'loop-core'
import { z } from 'zod'
import { requireUiTestRun } from '../../changes/ui-test-run.ts'
import * as field from '../../fields.ts'
import { uiTestFindingsOf } from '../../storage/ui-test-runs.ts'
import { UiTestRunAnswer, uiTestRunAnswer } from '../../views/ui-test-run.ts'

export const getUiTestRun = operation({
  name: 'get_ui_test_run',
  title: 'Get UI test run',
  summary: 'A test of a user interface with all that was found.',
  command: 'ui-test-run get',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/ui_test_runs/:ui_test_run_id', 'GET /api/v1/projects/:project_id/ui-tests/:ui_test_run_id'],
  tool: false,
  input: z.object(field.uiTestRun),
  output: UiTestRunAnswer,
  async run(named, context) {
    const run = await requireUiTestRun(context, named)
    return uiTestRunAnswer(run, await uiTestFindingsOf(context.db, run.id))
  },
})
