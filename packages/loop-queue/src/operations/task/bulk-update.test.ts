import { expect, it } from 'vitest'
import { annasAgent, bert } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

const unknown = '01KE70EHG00000000000009999'

describeQueue('bulk_update_tasks', (queue) => {
  it('sets status and priority of 200 tasks', async () => {
    const { call, task } = queue()
    const task_ids = []
    for (let n = 0; n < 200; n += 1) task_ids.push(await task(`Task ${n}`))
    const { updated, results } = await call('bulk_update_tasks', { task_ids, status: 'on_hold', priority: 'high' })
    expect([updated, results.length]).toEqual([200, 200])
    expect(results[7]).toEqual({ task_id: task_ids[7], changed: true, status: 'on_hold' })
    expect(await call('list_tasks', { status: 'on_hold', priority: 'high' })).toMatchObject({ total: 200 })
  })

  it('refuses 201 tasks, and none', async () => {
    const { refusal } = queue()
    const task_ids = Array.from({ length: 201 }, () => unknown)
    expect(await refusal('bulk_update_tasks', { task_ids, status: 'open' })).toMatchObject({ kind: 'invalid_input', code: 'too_many' })
    expect(await refusal('bulk_update_tasks', { task_ids: [], status: 'open' })).toMatchObject({ kind: 'invalid_input' })
    expect(await refusal('bulk_update_tasks', { task_ids: [unknown] })).toMatchObject({ code: 'nothing_to_update' })
  })

  it('changes all or nothing, and names each task that stands in the way with its reason', async () => {
    const { call, task, claim, refusal, eventTypes } = queue()
    const [fine, held] = [await task('Fine'), await task('Held')]
    await claim(held, {}, { as: annasAgent })
    const before = await eventTypes()
    const refused = await refusal('bulk_update_tasks', { task_ids: [fine, unknown, held], status: 'rejected', priority: 'low' })
    expect(refused).toMatchObject({
      code: 'not_found',
      details: {
        refused: [
          { task_id: unknown, code: 'not_found' },
          { task_id: held, code: 'lease_held' },
        ],
      },
    })
    expect(await call('get_task', { task_id: fine })).toMatchObject({ task: { status: 'approved', priority: 'none', version: 1 } })
    expect(await eventTypes()).toEqual(before)
  })

  it('acts in spite of a lease with override', async () => {
    const { call, task, claim, refusal } = queue()
    const id = await task('Held')
    const lease_token = await claim(id, {}, { as: annasAgent })
    expect(await call('bulk_update_tasks', { task_ids: [id], status: 'on_hold', override: true })).toMatchObject({ updated: 1 })
    expect(await refusal('complete_task', { task_id: id, lease_token }, { as: annasAgent })).toMatchObject({ code: 'lease_lost' })
  })

  it('counts a repeated id once, and says what was so already', async () => {
    const { call, task } = queue()
    const [one, two] = [await task('One'), await task('Two', { priority: 'high' })]
    const { updated, results } = await call('bulk_update_tasks', { task_ids: [one, two, one.toLowerCase()], priority: 'high' })
    expect(updated).toBe(1)
    expect(results).toEqual([
      { task_id: one, changed: true, status: 'approved' },
      { task_id: two, changed: false, status: 'approved' },
    ])
  })

  it('moves tasks into a loop and out of it', async () => {
    const { call, loop, task, refusal } = queue()
    const loop_id = await loop('First')
    const task_ids = [await task('One'), await task('Two')]
    await call('bulk_update_tasks', { task_ids, loop_id })
    expect(await call('list_tasks', { loop_id })).toMatchObject({ total: 2 })
    await call('bulk_update_tasks', { task_ids, loop_id: null })
    expect(await call('list_tasks', { loop_id })).toMatchObject({ total: 0 })
    expect(await refusal('bulk_update_tasks', { task_ids, loop_id: unknown })).toMatchObject({ code: 'not_found' })
  })

  it('writes nothing in a dry run, but says the same', async () => {
    const { call, task, refusal, events } = queue()
    const blocker = await task('Blocker')
    const waiting = await task('Waiting', { depends_on: [blocker] })
    const before = [await events(), await call('get_task', { task_id: waiting })]
    const said = await call('bulk_update_tasks', { task_ids: [blocker], status: 'shipped', dry_run: true })
    expect([await events(), await call('get_task', { task_id: waiting })]).toEqual(before)
    expect(await refusal('bulk_update_tasks', { task_ids: [blocker, unknown], status: 'shipped', dry_run: true })).toMatchObject({
      details: { refused: [{ task_id: unknown }] },
    })
    expect(await call('bulk_update_tasks', { task_ids: [blocker], status: 'shipped' })).toEqual(said)
    expect(await call('get_task', { task_id: waiting })).toMatchObject({ task: { open_blockers: 0 } })
  })

  it('is for people and orchestrators, and finds only what the caller may see', async () => {
    const { loop, task, refusal } = queue()
    const id = await task('Secret', { loop_id: await loop('Mine', { visibility: 'private' }) })
    expect(await refusal('bulk_update_tasks', { task_ids: [id], status: 'open' }, { as: annasAgent })).toMatchObject({ kind: 'forbidden' })
    expect(await refusal('bulk_update_tasks', { task_ids: [id], status: 'open' }, { as: bert })).toMatchObject({
      details: { refused: [{ task_id: id, code: 'not_found' }] },
    })
  })
})
