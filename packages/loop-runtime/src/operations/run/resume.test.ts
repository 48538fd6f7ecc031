import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { httpOf } from '../../fixtures/http.ts'
import { describeServed } from '../../fixtures/served.ts'
import { demoServer, hangingServer, patiently, statusOf, withDemo } from '../../fixtures/served-demo.ts'

describeServed('resume_run', (make) => {
  it('goes on with a run whose server was stopped in the middle of a step', async () => {
    const stopped = withDemo(make(hangingServer))
    const { run_id } = await stopped.call('start_run', { goal: 'Fix failing tests' })
    await stopped.loop.work()
    await expect.poll(() => existsSync(join(stopped.root, 'began')), patiently).toBe(true)
    await stopped.loop.close()
    writeFileSync(join(stopped.root, 'go'), '')
    const next = make({ ...hangingServer, LOOP_WORKSPACE: stopped.root })
    next.loop.pass(60_000)
    await next.loop.work()
    expect(await statusOf(next, run_id)()).toBe('interrupted')
    expect(await httpOf(next.loop)('POST', `/api/v1/runs/${run_id}/resume`)).toMatchObject({
      status: 200,
      body: { run: { status: 'running' } },
    })
    await expect.poll(statusOf(next, run_id), patiently).toBe('completed')
    const { events } = await next.call('list_run_events', { run_id, types: ['run_interrupted', 'run_resumed', 'step_recovered'] })
    expect(events.map(({ type }: { type: string }) => type)).toEqual(['run_interrupted', 'run_resumed', 'step_recovered'])
  })

  it('51. is done by one of two who ask at once', async () => {
    const served = withDemo(make(demoServer))
    const { call, refusal, loop } = served
    const { run_id } = await call('start_run', { goal: 'Fix failing tests' })
    expect(await refusal('resume_run', { run_id })).toMatchObject({ code: 'step_in_progress' })
    // Its job never came.
    loop.pass(31_000)
    const both = await Promise.allSettled([call('resume_run', { run_id }), call('resume_run', { run_id })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: expect.stringMatching(/step_in_progress|lease_lost/) },
    })
    // The first job finds another generation and does nothing.
    await loop.work()
    await expect.poll(statusOf(served, run_id), patiently).toBe('completed')
    const { run } = await call('get_run', { run_id, detail: 'full' })
    expect(run.counters).toMatchObject({ iteration: 7, tool_calls: 6 })
    expect(await refusal('resume_run', { run_id })).toMatchObject({ code: 'run_ended' })
  })

  it('leaves the runs of clients to them, and those of other folders to their servers', async () => {
    const { begin, refusal } = make()
    const run_id = await begin()
    expect(await refusal('resume_run', { run_id })).toMatchObject({ code: 'not_waiting' })
    expect(await make().refusal('resume_run', { run_id })).toMatchObject({ code: 'unknown_workspace' })
    expect(await refusal('resume_run', { run_id: 'run_none' })).toMatchObject({ code: 'run_not_found' })
  })
})
