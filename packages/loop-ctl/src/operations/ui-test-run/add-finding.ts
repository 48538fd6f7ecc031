import { operation } from 'loop-core'
import { z } from 'zod'
import { addUiTestFinding as add, requireUiTestRun } from '../../changes/ui-test-run.ts'
import * as field from '../../fields.ts'
import { invalid } from '../../refusals.ts'
import { UiTestRunAnswer } from '../../views/ui-test-run.ts'

export const addUiTestFinding = operation({
  name: 'add_ui_test_finding',
  title: 'Add UI test finding',
  summary: 'Say what was seen in a test of a user interface that is running: how bad it is, and a title or a description.',
  command: 'ui-test-run add-finding',
  kind: 'write',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['POST /api/v1/ui_test_runs/:ui_test_run_id/findings', 'POST /api/v1/projects/:project_id/ui-tests/:ui_test_run_id/findings'],
  tool: false,
  status: 201,
  input: z.object({ ...field.uiTestRun, ...field.uiTestFinding }),
  output: UiTestRunAnswer,
  async run({ ui_test_run_id, project_id, ...finding }, context) {
    const run = await requireUiTestRun(context, { ui_test_run_id, project_id })
    if (!finding.title && !finding.description) throw invalid({ title: "can't be blank" }, { hints: ['A description does as well.'] })
    return add(context, run, finding)
  },
})
