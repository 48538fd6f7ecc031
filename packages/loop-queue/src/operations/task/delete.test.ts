import { expect, it } from 'vitest'
import { annasAgent, bert } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

const unknown = '01KE70EHG00000000000009999'

describeQueue('delete_task', (queue) => {
  it('deletes a task once: then it is not found, by whatever asks', async () => {
    const { call, task, refusal, eventTypes } = queue()
    const id = await task('A')
    expect(await call('delete_task', { task_id: id.toLowerCase() })).toEqual({
      deleted: true,
      task_id: id,
      unblocked: [],
      unblocked_count: 0,
    })
    expect(await refusal('get_task', { task_id: id })).toMatchObject({ code: 'not_found' })
    expect(await refusal('delete_task', { task_id: id })).toMatchObject({ code: 'not_found', details: { ids: [id] } })
    expect((await eventTypes()).filter((type) => type === 'task.deleted')).toHaveLength(1)
  })

  it('is for people and orchestrators', async () => {
    const { task, refusal } = queue()
    expect(await refusal('delete_task', { task_id: await task('A') }, { as: annasAgent })).toMatchObject({ kind: 'forbidden' })
  })

  it('frees what waited for the task, and says so', async () => {
    const { call, task, events } = queue()
    const blocker = await task('Blocker')
    const waiting = await task('Waiting', { depends_on: [blocker] })
    const twice = await task('Waits for two', { depends_on: [blocker, await task('Other')] })
    const { unblocked } = await call('delete_task', { task_id: blocker })
    expect(unblocked).toMatchObject([{ id: waiting, open_blockers: 0 }])
    expect(await call('get_task', { task_id: twice })).toMatchObject({ task: { open_blockers: 1 } })
    const told = (await events()).filter(({ type }) => type === 'task.unblocked')
    expect(told).toMatchObject([{ entity: waiting, after: { by: blocker } }])
  })

  it('leaves children without a parent and without what came from it', async () => {
    const { call, task } = queue()
    const ground = await task('Ground')
    const parent = await task('Parent', { depends_on: [ground] })
    const child = await task('Child', { parent_id: parent })
    const grandchild = await task('Grandchild', { parent_id: child })
    expect(await call('get_task', { task_id: grandchild })).toMatchObject({ task: { open_blockers: 1 } })
    const { unblocked } = await call('delete_task', { task_id: parent })
    expect(unblocked.map(({ id }: { id: string }) => id)).toEqual([grandchild])
    const { task: after } = await call('get_task', { task_id: child })
    expect(after).toMatchObject({ open_blockers: 1, depends_on: [{ id: grandchild, kind: 'parent' }] })
    expect(after.parent_id).toBeUndefined()
  })

  it('frees a parent whose last open child it was', async () => {
    const { call, task } = queue()
    const parent = await task('Parent')
    const child = await task('Child', { parent_id: parent })
    expect((await call('delete_task', { task_id: child })).unblocked).toMatchObject([{ id: parent }])
  })

  it('refuses a task under a live lease, unless told to override it; its worker then finds nothing', async () => {
    const { call, task, claim, refusal, events } = queue()
    const id = await task('A')
    const lease_token = await claim(id, { worker: 'window 1' }, { as: annasAgent })
    const refused = await refusal('delete_task', { task_id: id })
    expect(refused).toMatchObject({ code: 'lease_held', details: { holder: 'annas-agent', worker: 'window 1' } })
    expect(JSON.stringify(refused)).not.toContain('delete_task')
    await call('delete_task', { task_id: id, override: true })
    expect(await refusal('heartbeat_task', { task_id: id, lease_token }, { as: annasAgent })).toMatchObject({ code: 'not_found' })
    const lost = (await events()).find(({ type }) => type === 'task.lease_lost')
    expect(lost).toMatchObject({ entity: id, after: { cause: 'override', holder: 'annas-agent', generation: 1 } })
  })

  it('deletes a task whose lease has run out, and one that is held without an end', async () => {
    const { call, task, claim, pass } = queue()
    const expired = await task('Expired')
    await claim(expired, { lease_seconds: 5 })
    pass(5_000)
    expect(await call('delete_task', { task_id: expired })).toMatchObject({ deleted: true })
    const implicit = await task('Implicit')
    await call('update_task', { task_id: implicit, status: 'in_progress' }, { as: annasAgent })
    expect(await call('delete_task', { task_id: implicit }, { as: bert })).toMatchObject({ deleted: true })
  })

  it('does not find what is not there or not the caller’s to see', async () => {
    const { loop, task, refusal } = queue()
    expect(await refusal('delete_task', { task_id: unknown })).toMatchObject({ code: 'not_found' })
    expect(await refusal('delete_task', { task_id: 'nonsense' })).toMatchObject({ code: 'bad_id' })
    const id = await task('Secret', { loop_id: await loop('Mine', { visibility: 'private' }) })
    expect(await refusal('delete_task', { task_id: id }, { as: bert })).toMatchObject({ code: 'not_found' })
  })
})
