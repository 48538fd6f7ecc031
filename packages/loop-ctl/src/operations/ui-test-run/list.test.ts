import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /projects/:project_id/ui_test_runs', (http) => {
  it('lists the runs of a project newest first, by their status in either vocabulary', async () => {
    const project = await http().ctl.project()
    const start = async (notes: string, project_id = project): Promise<string> => {
      http().ctl.pass(1_000)
      return (await http().ctl.call('start_ui_test_run', { project_id, notes })).data.id
    }
    await start('elsewhere', await http().ctl.project())
    const first = await start('first')
    await start('second')
    await http().ctl.call('complete_ui_test_run', { ui_test_run_id: first, status: 'failed' })
    const list = async (query = '', path = 'ui_test_runs') => (await http().send(`GET /api/v1/projects/${project}/${path}${query}`)).body
    const notes = async (query: string) => (await list(query)).data.map((run: { notes: string }) => run.notes)
    const { data, meta } = await list()
    expect(data).toMatchObject([
      { notes: 'second', status: 'running' },
      { notes: 'first', status: 'failed' },
    ])
    expect(data[0]).not.toHaveProperty('findings')
    expect(meta).toEqual({ total: 2, total_count: 2, limit: 20, offset: 0 })
    expect(await list('', 'ui-tests')).toEqual({ data, meta })
    for (const status of ['running', 'in_progress']) expect(await notes(`?status=${status}`)).toEqual(['second'])
    expect(await notes('?status=failed')).toEqual(['first'])
    expect(await notes('?status=passed')).toEqual([])
    expect(await notes('?status=unheard')).toEqual(['second', 'first'])
    expect(await notes('?limit=1&offset=1')).toEqual(['first'])
    expect((await list('?limit=101')).meta.limit).toBe(100)
  })
})
