import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /ui_test_runs/:ui_test_run_id', (http) => {
  it('shows a run with its findings under both addresses, and only its own project has it', async () => {
    const [own, other] = [await http().ctl.project(), await http().ctl.project()]
    const { id } = (await http().ctl.call('start_ui_test_run', { project_id: own })).data
    const made = await http().ctl.call('add_ui_test_finding', { ui_test_run_id: id, severity: 'bug', title: 'A' })
    for (const path of [`ui_test_runs/${id}`, `projects/${own}/ui-tests/${id}`])
      expect(await http().send(`GET /api/v1/${path}`, { as: 'implementer' })).toMatchObject({ status: 200, body: made })
    for (const path of ['ui_test_runs/nothing', `projects/${other}/ui-tests/${id}`])
      expect(await http().send(`GET /api/v1/${path}`)).toMatchObject({
        status: 404,
        body: { error: { message: 'Not found', code: 'ui_test_run_not_found' } },
      })
  })
})
