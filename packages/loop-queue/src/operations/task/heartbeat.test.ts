import { expect, it } from 'vitest'
import { annasAgent } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

const minute = 60_000
const hour = 60 * minute

describeQueue('heartbeat_task', (queue) => {
  it('makes the lease longer and never shorter, and writes no event', async () => {
    const { call, task, claim, pass, eventTypes } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id)
    const before = await eventTypes()
    const beat = async (lease_seconds?: number) => (await call('heartbeat_task', { task_id, lease_token, lease_seconds })).expires_at
    expect(await beat(5)).toBe('2026-01-05T12:30:00.000Z')
    pass(10 * minute)
    expect(await beat()).toBe('2026-01-05T12:40:00.000Z')
    expect(await beat(60)).toBe('2026-01-05T12:40:00.000Z')
    expect(await beat(7_200)).toBe('2026-01-05T14:10:00.000Z')
    expect(await eventTypes()).toEqual(before)
    expect(await call('get_task', { task_id })).toMatchObject({ task: { version: 1, generation: 1 } })
  })

  it('stops renewing 24 hours after the claim, and says before that the end is near', async () => {
    const { call, task, claim, pass, refusal } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id, { lease_seconds: 14_400 })
    const beat = () => call('heartbeat_task', { task_id, lease_token, lease_seconds: 14_400 })
    for (let hours = 3; hours < 24; hours += 3) {
      pass(3 * hour)
      expect((await beat()).notices).toEqual([])
    }
    pass(2 * hour + 45 * minute)
    expect(await beat()).toMatchObject({ expires_at: '2026-01-06T12:00:00.000Z', notices: [] })
    pass(1)
    expect((await beat()).notices).toEqual(['near_limit'])
    pass(15 * minute)
    expect(await refusal('heartbeat_task', { task_id, lease_token })).toMatchObject({ code: 'lease_expired' })
  })

  it('tells once of what others changed', async () => {
    const { call, task, claim, tables, loop } = queue()
    const task_id = await task('A', { loop_id: await loop('First') })
    const lease_token = await claim(task_id, {}, { as: annasAgent })
    const notices = async () => (await call('heartbeat_task', { task_id, lease_token }, { as: annasAgent })).notices
    expect(await notices()).toEqual([])
    await call('update_task', { task_id, title: 'B' })
    expect(await notices()).toEqual(['task_edited'])
    expect(await notices()).toEqual([])
    for (const status of ['on_hold', 'shipped'] as const) {
      await tables((db) => db.updateTable('queue_loops').set({ status }).execute())
      expect(await notices()).toEqual([`loop_${status}`])
    }
  })

  it('does not report the holder’s own edits', async () => {
    const { call, task, claim } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id, {}, { as: annasAgent })
    await call('update_task', { task_id, title: 'B', lease_token }, { as: annasAgent })
    expect(await call('heartbeat_task', { task_id, lease_token }, { as: annasAgent })).toMatchObject({ notices: [] })
  })

  it('is done by any write with the token as well', async () => {
    const { call, task, claim, pass } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id, {}, { as: annasAgent })
    pass(10 * minute)
    const { lease } = await call('update_task', { task_id, body: 'B', lease_token }, { as: annasAgent })
    expect(lease.expires_at).toBe('2026-01-05T12:40:00.000Z')
  })

  it('refuses a task that nobody holds', async () => {
    const { call, task, claim, refusal } = queue()
    const task_id = await task('A')
    const lease_token = await claim(task_id)
    await call('release_task', { task_id, lease_token })
    expect(await refusal('heartbeat_task', { task_id, lease_token })).toMatchObject({ code: 'lease_lost', details: { status: 'approved' } })
  })
})
