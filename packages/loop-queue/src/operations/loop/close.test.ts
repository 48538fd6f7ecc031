import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('close_loop', (queue) => {
  it('takes a loop out of the queue and its tasks out of the next work', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('A')
    await task('T', { loop_id })
    const { loop: closed, changed, live_leases } = await call('close_loop', { loop_id })
    expect([closed.status, changed, live_leases]).toEqual(['on_hold', true, 0])
    expect(closed).toMatchObject({ held_at: '2026-01-05T12:00:00.000Z', version: 2 })
    expect((await call('get_loop_queue')).loops).toEqual([])
    expect(await call('get_next_work')).toMatchObject({ reason: 'no_active_loops' })
  })

  it('lets work in progress go on, counts it, and tells its holder at the next heartbeat', async () => {
    const { call, loop, task, claim } = queue()
    const loop_id = await loop('A')
    const task_id = await task('T', { loop_id })
    const lease_token = await claim(task_id)
    expect(await call('close_loop', { loop_id })).toMatchObject({ live_leases: 1 })
    expect((await call('heartbeat_task', { task_id, lease_token })).notices).toContain('loop_on_hold')
    expect((await call('complete_task', { task_id, lease_token })).task.status).toBe('shipped')
  })

  it('does nothing the second time, not even in the log', async () => {
    const { call, loop, eventTypes } = queue()
    const loop_id = await loop('A')
    await call('close_loop', { loop_id })
    expect(await call('close_loop', { loop_id })).toMatchObject({ changed: false, loop: { version: 2 } })
    expect(await eventTypes()).toEqual(['loop.created', 'loop.held'])
  })

  it('is for people and orchestrators', async () => {
    const { loop, refusal } = queue()
    expect(await refusal('close_loop', { loop_id: await loop('A') }, { as: 'agent' })).toMatchObject({ kind: 'forbidden' })
  })
})
