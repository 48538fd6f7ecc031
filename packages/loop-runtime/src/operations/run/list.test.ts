import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('list_runs', (make) => {
  it('pages from the newest, and keeps to a status', async () => {
    const { call, begin, refusal } = make()
    const ids: string[] = []
    for (let count = 0; count < 3; count++) {
      ids.unshift(await begin())
      await call('cancel_run', { run_id: ids[0] })
    }
    ids.unshift(await begin())
    const first = await call('list_runs', { limit: 2 })
    const second = await call('list_runs', { limit: 2, cursor: first.cursor })
    expect([...first.runs, ...second.runs].map(({ run_id }) => run_id)).toEqual(ids)
    expect(second.cursor).toBeUndefined()
    expect((await call('list_runs', { status: 'waiting_host' })).runs).toMatchObject([{ run_id: ids[0], goal: 'Mend it' }])
    expect(await refusal('list_runs', { cursor: 'x' })).toMatchObject({ code: 'bad_cursor' })
  })
})
