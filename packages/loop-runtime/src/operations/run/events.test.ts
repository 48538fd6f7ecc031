import { expect, it } from 'vitest'
import { describeServed } from '../../fixtures/served.ts'

describeServed('list_run_events', (make) => {
  it('is the trace in order, in pages and by types, with long payloads cut off', async () => {
    const { call, begin, step, write, refusal } = make()
    const run_id = await begin()
    write('long.txt', 'long\n'.repeat(1_000))
    await step(run_id, 'repo_read_file', { path: 'long.txt' })
    const first = await call('list_run_events', { run_id, limit: 5 })
    expect(first.events.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(first.events[0]).toMatchObject({ type: 'task_created', payload: { goal: 'Mend it' } })
    const rest = await call('list_run_events', { run_id, after: first.after, limit: 100 })
    expect(rest.events[0]).toMatchObject({ seq: 6, type: 'iteration_started' })
    expect(rest.after).toBeUndefined()
    expect((await call('list_run_events', { run_id, types: ['tool_result'] })).events).toMatchObject([{ payload: { truncated: true } }])
    expect(await refusal('list_run_events', { run_id: 'run_none' })).toMatchObject({ code: 'run_not_found' })
  })
})
