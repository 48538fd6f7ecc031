import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('check_queue', (queue) => {
  it('finds nothing in a queue where all is well, also one that nobody has written to', async () => {
    const { call, loop, task } = queue()
    const well = { miscounted: [], poisoned: [], stranded: [] }
    expect(await call('check_queue')).toMatchObject(well)
    const loop_id = await loop('First')
    const first = await task('A', { loop_id })
    await task('B', { loop_id, depends_on: [first] })
    expect(await call('check_queue')).toMatchObject(well)
  })

  it('finds a counter that is not what the edges say', async () => {
    const { call, task, application } = queue()
    const id = await task('A')
    await task('B', { depends_on: [id] })
    await application.storage.transaction('local', 'write', (db) =>
      db.updateTable('queue_tasks').set({ open_blockers: 7 }).where('id', '=', id).execute(),
    )
    expect((await call('check_queue')).miscounted).toEqual([{ id, title: 'A' }])
  })

  it('finds tasks that were set aside, and unfinished ones of a shipped loop', async () => {
    const { call, loop, task, claim } = queue()
    const loop_id = await loop('First')
    const stranded = await task('Left', { loop_id })
    const poisoned = await task('Poison')
    await call('update_task', { task_id: poisoned, status: 'approved' })
    for (const reason of ['one', 'two', 'three']) {
      const lease_token = await claim(poisoned)
      await call('release_task', { task_id: poisoned, lease_token, outcome: 'failed', reason })
      queue().pass(1_000_000)
    }
    await call('ship_loop', { loop_id })
    expect(await call('check_queue')).toMatchObject({ poisoned: [{ id: poisoned, title: 'Poison' }], stranded: [{ id: stranded }] })
  })

  it('compares the clocks', async () => {
    const { call, pass } = queue()
    const { clock_seconds } = await call('check_queue')
    pass(Date.now() - Date.parse('2026-01-05T12:00:00.000Z'))
    expect(Math.abs((await call('check_queue')).clock_seconds)).toBeLessThanOrEqual(2)
    expect(Math.abs(clock_seconds)).toBeGreaterThan(1_000)
  })

  it('is for people and orchestrators', async () => {
    expect(await queue().refusal('check_queue', {}, { as: 'agent' })).toMatchObject({ kind: 'forbidden' })
  })
})
