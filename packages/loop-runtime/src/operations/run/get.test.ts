import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('get_run', (make) => {
  it('says how a run stands, in short or whole', async () => {
    const { call, begin, root } = make()
    const run_id = await begin({ goal: 'x'.repeat(300), work_ref: 'US-1' })
    const { run } = await call('get_run', { run_id })
    expect(run).toMatchObject({ run_id, status: 'waiting_host', driver: 'host', iteration: 0, work_ref: 'US-1', findings: [] })
    expect([run.goal.length, run.root]).toEqual([200, undefined])
    expect(await call('get_run', { detail: 'full', run_id })).toMatchObject({
      run: { goal: 'x'.repeat(300), root, actor: 'implementer-local', approval_mode: 'manual', budget: { max_iterations: 8 } },
    })
  })

  it('takes the latest where none is named, and knows none that is not there', async () => {
    const { call, begin, refusal, loop } = make()
    // Behind those of all other tests.
    loop.pass(3_600_000)
    const run_id = await begin()
    expect(await call('get_run', {})).toMatchObject({ run: { run_id } })
    expect(await refusal('get_run', { run_id: 'run_none' })).toMatchObject({ code: 'run_not_found' })
  })
})
