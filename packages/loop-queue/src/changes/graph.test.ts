import { expect, it } from 'vitest'
import { annasAgent } from '../fixtures/actors.ts'
import { describeQueue } from '../fixtures/queue.ts'

describeQueue('what waits for what', (queue) => {
  const blockersOf = async (task_id: string) => (await queue().call('get_task', { task_id })).task.open_blockers

  it('A waits for B waits for C: only C is ready, and shipping it frees B', async () => {
    const { call, loop, task, events } = queue()
    const loop_id = await loop('First')
    const c = await task('C', { loop_id })
    const b = await task('B', { loop_id, depends_on: [c] })
    await task('A', { loop_id, depends_on: [b] })
    expect((await call('get_next_work')).tasks).toMatchObject([{ id: c }])
    expect(await call('update_task', { task_id: c, status: 'shipped' })).toMatchObject({ unblocked: [{ id: b }] })
    expect((await call('get_next_work')).tasks).toMatchObject([{ id: b }])
    expect((await events()).filter(({ type }) => type === 'task.unblocked')).toMatchObject([{ entity: b, after: { by: c } }])
  })

  it('two ship the two blockers of one task at once: it becomes ready', async () => {
    const { call, task, eventTypes } = queue()
    for (let round = 0; round < 5; round += 1) {
      const blockers = [await task('A'), await task('B')]
      const waiting = await task('Waiting', { depends_on: blockers })
      await Promise.all(blockers.map((task_id) => call('update_task', { task_id, status: 'shipped' })))
      expect(await blockersOf(waiting)).toBe(0)
    }
    expect((await eventTypes()).filter((type) => type === 'task.unblocked')).toHaveLength(5)
  })

  it('a rejected blocker still blocks, and its dependants are told of', async () => {
    const { call, task, events } = queue()
    const blocker = await task('Blocker')
    const waiting = await task('Waiting', { depends_on: [blocker] })
    await call('update_task', { task_id: blocker, status: 'rejected' })
    expect((await call('get_task', { task_id: waiting })).task).toMatchObject({ open_blockers: 1, depends_on: [{ status: 'rejected' }] })
    expect((await events()).filter(({ type }) => type === 'task.blocker_rejected')).toMatchObject([
      { entity: waiting, after: { by: blocker } },
    ])
    expect(await call('delete_task', { task_id: blocker })).toMatchObject({ unblocked: [{ id: waiting }] })
  })

  it('opening a shipped blocker blocks again; a dependant that runs keeps its lease', async () => {
    const { call, task, claim } = queue()
    const blocker = await task('Blocker')
    const [running, resting] = [await task('Running', { depends_on: [blocker] }), await task('Resting', { depends_on: [blocker] })]
    await call('update_task', { task_id: blocker, status: 'shipped' })
    const lease_token = await claim(running, {}, { as: annasAgent })
    await call('update_task', { task_id: blocker, status: 'open' })
    expect([await blockersOf(running), await blockersOf(resting)]).toEqual([1, 1])
    expect(await call('complete_task', { task_id: running, lease_token }, { as: annasAgent })).toMatchObject({
      task: { status: 'shipped' },
    })
  })

  it('a parent is ready after its last child is shipped or rejected', async () => {
    const { call, task } = queue()
    const parent = await task('Parent')
    const [one, two] = [await task('One', { parent_id: parent }), await task('Two', { parent_id: parent })]
    expect(await blockersOf(parent)).toBe(2)
    await call('update_task', { task_id: one, status: 'rejected' })
    expect(await call('update_task', { task_id: two, status: 'shipped' })).toMatchObject({ unblocked: [{ id: parent }] })
    await call('update_task', { task_id: one, status: 'open' })
    expect(await blockersOf(parent)).toBe(1)
  })

  it('a child waits for what its parent waits for, until it has another parent', async () => {
    const { call, task } = queue()
    const [ground, other] = [await task('Ground'), await task('Other ground')]
    const [parent, second] = [await task('Parent', { depends_on: [ground] }), await task('Second', { depends_on: [other] })]
    const child = await task('Child')
    await call('update_task', { task_id: child, parent_id: parent })
    const edges = async () => (await call('get_task', { task_id: child })).task.depends_on
    expect(await edges()).toMatchObject([{ id: ground, origin: 'inherited' }])
    await call('update_task', { task_id: child, parent_id: second })
    expect(await edges()).toMatchObject([{ id: other, origin: 'inherited' }])
    expect([await blockersOf(parent), await blockersOf(second)]).toEqual([1, 2])
    const { unblocked } = await call('update_task', { task_id: child, parent_id: null })
    expect(unblocked).toMatchObject([{ id: child, open_blockers: 0 }])
  })

  it('a change of parents announces only what is ready afterwards', async () => {
    const { call, task, eventTypes } = queue()
    const grounds = [await task('Ground'), await task('Other ground')]
    const [first, second] = [await task('First', { depends_on: [grounds[0]] }), await task('Second', { depends_on: [grounds[1]] })]
    const child = await task('Child', { parent_id: first })
    expect(await call('update_task', { task_id: child, parent_id: second })).toMatchObject({ unblocked: [] })
    expect(await eventTypes()).not.toContain('task.unblocked')
  })

  it('no task becomes its own ancestor, and twenty levels are the most', async () => {
    const { call, task, refusal } = queue()
    const top = await task('Level 1')
    let last = top
    for (let level = 2; level <= 20; level += 1) last = await task(`Level ${level}`, { parent_id: last })
    expect(await refusal('create_task', { title: 'Level 21', parent_id: last })).toMatchObject({
      code: 'limit_reached',
      details: { limit: 20 },
    })
    expect(await refusal('update_task', { task_id: top, parent_id: last })).toMatchObject({ code: 'dependency_cycle' })
    expect(await refusal('update_task', { task_id: top, parent_id: top })).toMatchObject({ code: 'dependency_cycle' })
    expect((await call('get_task', { task_id: top })).task.parent_id).toBeUndefined()
  })

  it('two give one task different parents at once: only one of them waits for it', async () => {
    const { call, task } = queue()
    for (let round = 0; round < 5; round += 1) {
      const [child, one, two] = [await task('Child'), await task('One'), await task('Two')]
      const adopt = (parent_id: string) => call('update_task', { task_id: child, parent_id })
      await Promise.allSettled([adopt(one), adopt(two)])
      const { task: after } = await call('get_task', { task_id: child })
      expect([await blockersOf(one), await blockersOf(two)]).toEqual(after.parent_id === one ? [1, 0] : [0, 1])
    }
  })
})
