import { expect, it } from 'vitest'
import { agents } from '../../fixtures/ctl.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('POST /projects/:project_id/ui_test_runs', (http) => {
  it('begins a run under both addresses, told in the words of both', async () => {
    const project_id = await http().ctl.project({ slug: 'tested' })
    const made = await http().send('POST /api/v1/projects/tested/ui_test_runs', { as: 'implementer', body: { notes: 'By hand' } })
    const run = {
      id: expect.any(String),
      project_id,
      started_by_agent_id: agents.implementer.agent!.id,
      guide_reference: null,
      notes: 'By hand',
      summary: null,
      findings_count: 0,
      critical_count: 0,
      high_count: 0,
      screenshots_count: 0,
      started_at: '2026-01-05T12:00:00.000Z',
      completed_at: null,
      inserted_at: '2026-01-05T12:00:00.000Z',
      updated_at: '2026-01-05T12:00:00.000Z',
      findings: [],
    }
    expect([made.status, made.body]).toEqual([201, { data: { ...run, status: 'running' }, ui_test_run: { ...run, status: 'in_progress' } }])
    const body = { guide_reference: 'docs/guide.md' }
    const other = await http().send(`POST /api/v1/projects/${project_id}/ui-tests`, { as: 'user', body })
    expect(other).toMatchObject({ status: 201, body: { ui_test_run: { ...body, notes: null, started_by_agent_id: null } } })
  })

  it('leaves a row in the audit trail that holds no words of it', async () => {
    const project_id = await http().ctl.project()
    const { data } = await http().ctl.call('start_ui_test_run', { project_id, notes: 'By hand' })
    const rows = (await http().send(`GET /api/v1/audit?project_id=${project_id}&entity_type=ui_test_run`)).body.data
    expect(rows).toMatchObject([
      { action: 'ui_test.started', entity_id: data.id, new_state: { status: 'running' }, metadata: { ui_test_run_id: data.id } },
    ])
    expect(JSON.stringify(rows)).not.toContain('By hand')
  })

  it('refuses an unknown project and a blank guide', async () => {
    expect(await http().ctl.refusal('start_ui_test_run', { project_id: 'nobodys' })).toMatchObject({ code: 'project_not_found' })
    const project_id = await http().ctl.project()
    const refused = await http().ctl.refusal('start_ui_test_run', { project_id, guide_reference: ' ' })
    expect(refused.details).toEqual({ guide_reference: ["can't be blank"] })
  })
})
