import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('reopen_loop', (queue) => {
  it('brings a loop and its tasks back to where they were', async () => {
    const { call, loop, task, eventTypes } = queue()
    const loop_id = await loop('A')
    const task_id = await task('T', { loop_id })
    await loop('B')
    await call('close_loop', { loop_id })
    const { loop: reopened, changed } = await call('reopen_loop', { loop_id })
    expect([reopened.status, reopened.position, reopened.held_at, changed]).toEqual(['active', 1, undefined, true])
    expect(await call('get_next_work')).toMatchObject({ task: { id: task_id } })
    expect((await eventTypes()).slice(-2)).toEqual(['loop.held', 'loop.reopened'])
  })

  it('does nothing to an active loop', async () => {
    const { call, loop, eventTypes } = queue()
    expect(await call('reopen_loop', { loop_id: await loop('A') })).toMatchObject({ changed: false, loop: { version: 1 } })
    expect(await eventTypes()).toEqual(['loop.created'])
  })
})
