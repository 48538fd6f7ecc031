import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('claim_next_work', (queue) => {
  it('gives the first ready task of the first loop, with everything to read before it', async () => {
    const { call, loop, task } = queue()
    const first = await loop('First', { ai_context: 'Write tests.' })
    await task('Low', { loop_id: first, priority: 'low' })
    const high = await task('High', { loop_id: first, priority: 'high', body: 'Do it.' })
    const claim = await call('claim_next_work', { worker: 'window 1' })
    expect(claim).toMatchObject({
      task: { id: high, status: 'in_progress', body: 'Do it.' },
      loop: { id: first, ai_context: 'Write tests.' },
      lease: { generation: 1, seconds: 1_800 },
    })
    expect(claim.lease.token).toMatch(/^lq1\.1\.[\w-]{32}$/)
    expect(claim.why).toHaveLength(2)
  })

  it('gives the same lease for the same key, and refuses the key for another call', async () => {
    const { call, loop, task, refusal } = queue()
    const loop_id = await loop('First')
    await task('A', { loop_id })
    await task('B', { loop_id })
    const first = await call('claim_next_work', { idempotency_key: 'session 1' })
    const again = await call('claim_next_work', { idempotency_key: 'session 1' })
    expect(again).toMatchObject({ replayed: true, task: { id: first.task.id }, lease: first.lease })
    expect(await refusal('claim_next_work', { idempotency_key: 'session 1', loop_id })).toMatchObject({ code: 'idempotency_mismatch' })
  })

  it('gives the next task for the same key once the lease is over, so that a session may give its id every time', async () => {
    const { call, loop, task, pass } = queue()
    const loop_id = await loop('First')
    for (const title of ['A', 'B', 'C']) await task(title, { loop_id })
    const claim = () => call('claim_next_work', { idempotency_key: 'session 1', lease_seconds: 60 })
    const first = await claim()
    await call('complete_task', { task_id: first.task.id, lease_token: first.lease.token })
    const second = await claim()
    expect(second).toMatchObject({ task: { title: 'B' }, lease: { generation: 1 } })
    expect(second.replayed).toBeUndefined()
    expect(await claim()).toMatchObject({ replayed: true, lease: second.lease })
    pass(60_000)
    expect(await claim()).toMatchObject({ task: { title: 'B' }, lease: { generation: 2 } })
    await call('delete_task', { task_id: second.task.id, override: true })
    expect(await claim()).toMatchObject({ task: { title: 'C' } })
  })

  it('of many calls with one key at the same moment all get the same lease, also after the first is over', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('First')
    for (let n = 0; n < 6; n += 1) await task(`Task ${n}`, { loop_id })
    for (let round = 0; round < 2; round += 1) {
      const claims = await Promise.all(Array.from({ length: 5 }, () => call('claim_next_work', { idempotency_key: 'k' })))
      expect(new Set(claims.map(({ lease }) => lease.token)).size).toBe(1)
      await call('complete_task', { task_id: claims[0].task.id, lease_token: claims[0].lease.token })
    }
  })

  it('takes up an expired task without any sweep, as a new generation', async () => {
    const { call, loop, task, pass, eventTypes } = queue()
    const id = await task('A', { loop_id: await loop('First') })
    const lost = await call('claim_next_work', { lease_seconds: 60 })
    pass(60_000)
    const claim = await call('claim_next_work')
    expect(claim).toMatchObject({ task: { id, failures: 1 }, lease: { generation: lost.lease.generation + 1 } })
    expect(await eventTypes()).toContain('task.lease_lost')
  })

  it('says why there is nothing', async () => {
    const { call, loop, task } = queue()
    expect(await call('claim_next_work')).toMatchObject({ reason: 'no_active_loops' })
    const loop_id = await loop('First')
    expect(await call('claim_next_work')).toMatchObject({ reason: 'none_approved' })
    await task('A', { loop_id })
    await call('claim_next_work')
    const { reason, task: none } = await call('claim_next_work')
    expect([reason, none]).toEqual(['claimed', undefined])
  })
})
