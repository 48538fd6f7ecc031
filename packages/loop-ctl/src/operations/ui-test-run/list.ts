import { operation } from 'loop-core'
import { z } from 'zod'
import * as field from '../../fields.ts'
import { PageMeta, paging, readPage } from '../../page.ts'
import { requireProject } from '../../references.ts'
import { selectUiTestRuns } from '../../storage/ui-test-runs.ts'
import { UiTestRuns } from '../../views/ui-test-run.ts'
import { uiTestStatuses } from '../../words.ts'

export const listUiTestRuns = operation({
  name: 'list_ui_test_runs',
  title: 'List UI test runs',
  summary: 'The tests of the user interface of a project, newest first, without their findings.',
  command: 'ui-test-run list',
  kind: 'read',
  roles: ['agent', 'orchestrator', 'user'],
  rest: ['GET /api/v1/projects/:project_id/ui_test_runs', 'GET /api/v1/projects/:project_id/ui-tests'],
  tool: false,
  input: z.object({ project_id: field.projectId, status: field.word([...uiTestStatuses, 'in_progress']), ...paging }),
  output: z.object({ data: UiTestRuns, meta: PageMeta.extend({ total: z.int() }) }),
  async run({ project_id, status, ...asked }, { db }) {
    const project = await requireProject(db, project_id)
    const page = readPage(asked, { style: 'offset', size: 20, most: 100 })
    const wanted = { project_id: project.id, status: status === 'in_progress' ? 'running' : status }
    const { rows, total } = await selectUiTestRuns(db, wanted, page)
    return { data: rows, meta: { ...page.meta(total), total } }
  },
})
