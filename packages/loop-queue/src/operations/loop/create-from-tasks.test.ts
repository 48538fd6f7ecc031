import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

const unknown = '01KE70EHG0ZZZZZZZZZZZZZZZZ'

describeQueue('create_loop_from_tasks', (queue) => {
  it('takes tasks, also those of another loop', async () => {
    const { call, loop, task, events } = queue()
    const other = await loop('Other')
    const [a, b] = [await task('A'), await task('B', { loop_id: other })]
    const { loop: made, tasks } = await call('create_loop_from_tasks', { loop_name: 'New', loop_description: 'Why', task_ids: [b, a, b] })
    expect(made).toMatchObject({ name: 'New', description: 'Why', status: 'active', ready: 2 })
    expect(tasks.map(({ id, loop_id }: Record<string, unknown>) => [id, loop_id])).toEqual([
      [b, made.id],
      [a, made.id],
    ])
    expect((await call('get_loop', { loop_id: other })).tasks).toEqual([])
    const moved = (await events()).filter(({ type }) => type === 'task.moved')
    expect(moved.map(({ before, after }) => [before!.loop_id, after!.loop_id])).toEqual([
      [null, made.id],
      [other, made.id],
    ])
  })

  it('names every unknown id, and then no loop appears', async () => {
    const { call, task, refusal, eventTypes } = queue()
    const a = await task('A')
    const before = await eventTypes()
    expect(await refusal('create_loop_from_tasks', { loop_name: 'New', task_ids: [a, unknown] })).toMatchObject({
      kind: 'not_found',
      details: { ids: [unknown] },
    })
    expect((await call('list_loops')).total).toBe(0)
    expect(await eventTypes()).toEqual(before)
  })

  it('gives an agent only tasks that it may edit', async () => {
    const { call, task, refusal } = queue()
    const theirs = await task('A')
    const own = (await call('create_task', { title: 'B' }, { as: 'agent' })).task.id
    const mixed = await refusal('create_loop_from_tasks', { loop_name: 'New', task_ids: [own, theirs] }, { as: 'agent' })
    expect(mixed).toMatchObject({ kind: 'forbidden', code: 'not_for_agents' })
  })

  it('leaves a lease on a task that moves as it is', async () => {
    const { call, loop, task, claim } = queue()
    const id = await task('A', { loop_id: await loop('Old') })
    const lease_token = await claim(id)
    await call('create_loop_from_tasks', { loop_name: 'New', task_ids: [id] })
    expect(await call('heartbeat_task', { task_id: id, lease_token })).toMatchObject({ generation: 1, notices: ['task_edited'] })
  })

  it('makes one loop for one key', async () => {
    const { call, task } = queue()
    const input = { loop_name: 'New', task_ids: [await task('A')], idempotency_key: 'k' }
    const first = await call('create_loop_from_tasks', input)
    expect(await call('create_loop_from_tasks', input)).toEqual({ ...first, replayed: true })
    expect((await call('list_loops')).total).toBe(1)
  })

  it('refuses none and 201 tasks before it looks', async () => {
    const { refusal } = queue()
    expect(await refusal('create_loop_from_tasks', { loop_name: 'New', task_ids: [] })).toMatchObject({ kind: 'invalid_input' })
    const many = await refusal('create_loop_from_tasks', { loop_name: 'New', task_ids: Array(201).fill(unknown) })
    expect(many).toMatchObject({ code: 'too_many' })
  })
})
