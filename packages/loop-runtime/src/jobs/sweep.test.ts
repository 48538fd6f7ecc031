import { expect, it } from 'vitest'
import { runtimeIn } from '../fixtures/runtime-in.ts'
import { describeServed, mend } from '../fixtures/served.ts'
import { statusOf } from '../fixtures/served-demo.ts'
import { adoptRun } from '../run/adopt-run.ts'
import { sweepRuns } from './sweep.ts'

const day = 24 * 3_600_000

describeServed('the job run.sweep', (make) => {
  it('interrupts a run whose driver fell silent, and its job drives it no more', async () => {
    const served = make()
    const { call, loop } = served
    const { run_id } = await call('start_run', { goal: 'Fix failing tests' })
    const status = statusOf(served, run_id)
    await sweepRuns(runtimeIn(served))
    expect(await status()).toBe('running')
    loop.pass(31_000)
    await sweepRuns(runtimeIn(served))
    expect(await status()).toBe('interrupted')
    expect(await adoptRun(runtimeIn(served), { id: run_id, generation: 1 })).toBeUndefined()
  })

  it('interrupts a step of a client that died, and the client goes on', async () => {
    const served = make()
    const { begin, step, call, loop } = served
    const [run_id, other] = [await begin(), await make().begin()]
    await step(run_id, 'repo_list_files')
    const died = { status: 'running' } as const
    await runtimeIn(served).transaction('write', ({ db }) => db.updateTable('runtime_runs').set(died).where('id', '=', run_id).execute())
    loop.pass(31_000)
    await sweepRuns(runtimeIn(served))
    expect(await call('get_run', { run_id })).toMatchObject({ run: { status: 'interrupted' } })
    expect(await call('get_run', { run_id: other })).toMatchObject({ run: { status: 'waiting_host' } })
    expect(await call('resume_run', { run_id })).toMatchObject({ run: { status: 'waiting_host' } })
    expect(await step(run_id, 'repo_list_files')).toMatchObject({ status: 'waiting_host', iteration: 2 })
  })

  it('ends what nobody touched for a week, with its open question', async () => {
    const served = make()
    const { begin, step, call, loop } = served
    const run_id = await begin()
    await step(run_id, 'repo_apply_patch', mend)
    loop.pass(6 * day)
    await sweepRuns(runtimeIn(served))
    expect(await statusOf(served, run_id)()).toBe('waiting_approval')
    loop.pass(day)
    await sweepRuns(runtimeIn(served))
    expect(await call('get_run', { run_id })).toMatchObject({ run: { status: 'abandoned', reason: expect.stringMatching(/^forgotten/) } })
    expect(await call('list_approvals', { run_id })).toMatchObject({ approvals: [{ state: 'withdrawn' }] })
    expect(await begin()).toMatch(/^run_/)
  })
})
