import { expect, it } from 'vitest'
import { describeQueue } from '../fixtures/queue.ts'
import { shipQuietly } from '../fixtures/shipped.ts'

const day = 24 * 3_600_000

describeQueue('get_queue_stats', (queue) => {
  it('counts everything by what is to be done about it', async () => {
    const { call, loop, task, claim, pass } = queue()
    const [first, shipped] = [await loop('First'), await loop('Shipped')]
    await call('close_loop', { loop_id: await loop('Held') })
    const ready = await task('Ready', { loop_id: first, due_date: '2026-01-01', priority: 'high' })
    await task('Blocked', { loop_id: first, depends_on: [ready] })
    await task('Stranded', { loop_id: shipped })
    await call('create_task', { title: 'Open' })
    await call('update_task', { task_id: await task('Stale', { loop_id: first }), status: 'in_progress' })
    await shipQuietly(queue(), shipped)
    pass(day)
    await claim(await task('Claimed', { loop_id: first }))
    expect(await call('get_queue_stats')).toEqual({
      loops: { total: 3, active: 1, on_hold: 1, shipped: 1, with_work_ready: 1 },
      tasks: {
        total: 6,
        by_status: { open: 1, approved: 3, in_progress: 2, shipped: 0, rejected: 0, on_hold: 0 },
        by_priority: { none: 5, low: 0, medium: 0, high: 1, urgent: 0 },
        unassigned: 1,
        ready: 1,
        blocked: 1,
        claimed: 2,
        overdue: 1,
        stale: 1,
        dead: 0,
        stranded: 1,
      },
      leases: { live: 1, next_expiry: '2026-01-06T12:30:00.000Z' },
      oldest_ready_seconds: day / 1_000,
    })
  })

  it('counts as with_work_ready the loops that get_next_work could give, those of an ended lease included', async () => {
    const { call, loop, task, claim, pass } = queue()
    const [ended, open] = [await loop('Ended'), await loop('Open')]
    await claim(await task('A', { loop_id: ended }), { lease_seconds: 60 })
    await task('B', { loop_id: open, status: 'open' })
    await task('C', { loop_id: await loop('Ready') })
    expect((await call('get_queue_stats')).loops.with_work_ready).toBe(1)
    pass(60_000)
    expect(await call('get_queue_stats')).toMatchObject({ loops: { with_work_ready: 2 }, tasks: { ready: 2 }, leases: { live: 0 } })
    expect((await call('get_next_work')).loop.id).toBe(ended)
    await call('close_loop', { loop_id: ended })
    expect((await call('get_queue_stats')).loops.with_work_ready).toBe(1)
  })

  it('is all noughts in a workspace that nobody has written to', async () => {
    const { loops, tasks, leases, oldest_ready_seconds } = await queue().call('get_queue_stats')
    expect([loops.total, tasks.total, tasks.ready, leases, oldest_ready_seconds]).toEqual([0, 0, 0, { live: 0 }, undefined])
  })
})
