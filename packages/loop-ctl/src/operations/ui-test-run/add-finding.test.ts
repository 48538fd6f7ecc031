import { expect, it } from 'vitest'
import { bodyOf } from '../../fixtures/actors.ts'
import { describeCtl } from '../../fixtures/ctl.ts'
import { mostUiTestFindings, uiTestSeverities } from '../../words.ts'

describeCtl('add_ui_test_finding', (ctl) => {
  const start = async (project_id?: string): Promise<string> =>
    (await ctl().call('start_ui_test_run', { project_id: project_id ?? (await ctl().project()) })).data.id
  const add = (ui_test_run_id: string, finding: object) => ctl().call('add_ui_test_finding', { ui_test_run_id, ...finding })

  it('keeps what was said in either vocabulary, in its order, and counts it', async () => {
    const run = await start()
    const first = { severity: 'blocker', title: 'No way in', steps: ['Open', 'Log in'], expected: 'In', actual: 'Out' }
    const second = { severity: 'low', step: 2, type: 'layout', description: 'Too wide', screenshot_path: 'a.png', console_errors: 'None' }
    await add(run, first)
    const { data } = await add(run, second)
    expect(data.findings).toEqual([first, second].map((said) => ({ ...said, id: expect.any(String), inserted_at: data.updated_at })))
    for (const severity of uiTestSeverities) await add(run, { severity, title: severity })
    const { data: seen } = await ctl().call('get_ui_test_run', { ui_test_run_id: run })
    expect(seen).toMatchObject({ findings_count: 9, critical_count: 3, high_count: 2, screenshots_count: 1 })
  })

  it('tells the log how bad it is and not what it is', async () => {
    const run = await start()
    const { data } = await add(run, { severity: 'bug', title: 'No way in' })
    const told = (await ctl().eventsOf(run)).at(-1)!
    expect(told).toMatchObject({ type: 'ui_test_run.ui_test.finding_added', scope: data.project_id, after: { findings_count: 1 } })
    expect(told.details).toEqual({ ui_test_run_id: run, finding_id: data.findings[0].id, severity: 'bug' })
  })

  it.each([
    [{ title: 'A' }, 'severity'],
    [{ severity: 'awful', title: 'A' }, 'severity'],
    [{ severity: 'bug' }, 'title'],
    [{ severity: 'bug', title: ' ' }, 'title'],
    [{ severity: 'bug', title: 'A', steps: Array(21).fill('x') }, 'steps'],
  ])('refuses %j, and changes nothing', async (finding, field) => {
    const run = await start()
    const refused = bodyOf(await ctl().refusal('add_ui_test_finding', { ui_test_run_id: run, ...finding }))
    expect(refused).toMatchObject({ status: 422, message: 'Validation failed', details: { [field]: [expect.any(String)] } })
    expect((await ctl().call('get_ui_test_run', { ui_test_run_id: run })).data).toMatchObject({ findings_count: 0, findings: [] })
  })

  it('finds a run under its own project and under no other', async () => {
    const [own, other] = [await ctl().project(), await ctl().project()]
    const finding = { ui_test_run_id: await start(own), severity: 'bug', title: 'A' }
    expect((await ctl().call('add_ui_test_finding', { ...finding, project_id: own })).data.findings_count).toBe(1)
    const refused = await ctl().refusal('add_ui_test_finding', { ...finding, project_id: other })
    expect(refused).toMatchObject({ status: 404, code: 'ui_test_run_not_found' })
  })

  it('holds no more findings than one can read, though many come at once', async () => {
    const run = await start()
    const nearly = { findings_count: mostUiTestFindings - 1 }
    await ctl().tables((db) => db.updateTable('ctl_ui_test_runs').set(nearly).where('id', '=', run).execute())
    const tries = await Promise.allSettled(['A', 'B', 'C'].map((title) => add(run, { severity: 'bug', title })))
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await ctl().refusal('add_ui_test_finding', { ui_test_run_id: run, severity: 'bug', title: 'D' })).toMatchObject({
      status: 422,
      code: 'limit_reached',
    })
  })
})
