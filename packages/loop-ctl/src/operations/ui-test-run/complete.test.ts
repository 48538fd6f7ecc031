import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('POST /ui_test_runs/:ui_test_run_id/complete', (http) => {
  const start = async (): Promise<string> =>
    (await http().ctl.call('start_ui_test_run', { project_id: await http().ctl.project() })).data.id
  const add = (id: string, severity: string) => http().ctl.call('add_ui_test_finding', { ui_test_run_id: id, severity, title: 'A' })
  const complete = (id: string, body: object = {}) => http().send(`POST /api/v1/ui_test_runs/${id}/complete`, { as: 'implementer', body })

  it('79. a run takes findings, is completed, and then takes neither again', async () => {
    const id = await start()
    await add(id, 'enhancement')
    http().ctl.pass(60_000)
    const { status, body } = await complete(id, { summary: 'Fine but for the colours' })
    expect([status, body.data]).toMatchObject([200, { status: 'passed', summary: 'Fine but for the colours', findings: [{}] }])
    expect(Date.parse(body.data.completed_at) - Date.parse(body.data.started_at)).toBe(60_000)
    const again = { status: 422, code: 'ui_test_run_ended', hints: [expect.stringContaining('another')] }
    expect((await complete(id)).body.error).toMatchObject({ ...again, message: 'Run is already completed' })
    const finding = { severity: 'bug', title: 'Late' }
    const late = await http().send(`POST /api/v1/ui_test_runs/${id}/findings`, { as: 'implementer', body: finding })
    expect(late.body.error).toMatchObject({ ...again, message: 'Run is not in progress' })
    expect((await http().ctl.call('get_ui_test_run', { ui_test_run_id: id })).data).toEqual(body.data)
  })

  it.each([
    ['nothing', [], {}, 'passed'],
    ['an enhancement, medium and low', ['enhancement', 'medium', 'low'], {}, 'passed'],
    ['a bug', ['bug'], {}, 'failed'],
    ['a blocker', ['blocker'], {}, 'failed'],
    ['something critical', ['low', 'critical'], {}, 'failed'],
    ['something high', ['high'], {}, 'failed'],
    ['a bug that does not count', ['bug'], { status: 'passed' }, 'passed'],
    ['nothing, which does not count', [], { status: 'failed' }, 'failed'],
  ])('after %s', async (_, severities, said, expected) => {
    const id = await start()
    for (const severity of severities) await add(id, severity)
    const { body } = await complete(id, said)
    expect([body.data.status, body.ui_test_run.status]).toEqual([expected, expected])
    expect((await http().ctl.eventsOf(id)).at(-1)).toMatchObject({
      type: 'ui_test_run.ui_test.completed',
      before: { status: 'running' },
      after: { status: expected, findings_count: severities.length },
    })
  })

  it('answers under the address within a project, and refuses another status', async () => {
    const id = await start()
    const { project_id } = (await http().ctl.call('get_ui_test_run', { ui_test_run_id: id })).data
    const path = `POST /api/v1/projects/${project_id}/ui-tests/${id}/complete` as const
    expect(await http().send(path, { body: { status: 'running', summary: 'S' } })).toMatchObject({ status: 422 })
    expect(await http().send(path, { body: { status: 'failed', summary: 'S' } })).toMatchObject({
      status: 200,
      body: { ui_test_run: { status: 'failed', summary: 'S' } },
    })
  })
})
