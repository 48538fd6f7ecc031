import { expect, it } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('remove_dependency', (queue) => {
  it('frees the task and says so; again it changes nothing', async () => {
    const { call, task, eventTypes } = queue()
    const ground = await task('Ground')
    const task_id = await task('A', { depends_on: [ground] })
    expect(await call('remove_dependency', { task_id, depends_on_id: ground })).toMatchObject({
      changed: true,
      task: { open_blockers: 0 },
      unblocked: [{ id: task_id }],
    })
    expect(await eventTypes()).toContain('task.unblocked')
    expect(await call('remove_dependency', { task_id, depends_on_id: ground })).toMatchObject({ changed: false, unblocked: [] })
  })

  it('tells nobody of a task that did not wait', async () => {
    const { call, task, eventTypes } = queue()
    const [task_id, other] = [await task('A'), await task('B')]
    await call('add_dependency', { task_id, depends_on_id: other, kind: 'related' })
    expect(await call('remove_dependency', { task_id, depends_on_id: other, kind: 'related' })).toMatchObject({
      changed: true,
      unblocked: [],
    })
    expect(await eventTypes()).not.toContain('task.unblocked')
  })

  it('takes it from the children as well', async () => {
    const { call, task } = queue()
    const ground = await task('Ground')
    const parent = await task('Parent', { depends_on: [ground] })
    const child = await task('Child', { parent_id: parent })
    expect(await call('remove_dependency', { task_id: parent, depends_on_id: ground })).toMatchObject({
      task: { open_blockers: 1 },
      unblocked: [{ id: child, open_blockers: 0 }],
    })
  })

  it('refuses an inherited one and names the parent', async () => {
    const { call, task, refusal } = queue()
    const ground = await task('Ground')
    const parent = await task('Parent', { depends_on: [ground] })
    const child = await task('Child', { parent_id: parent })
    expect(await refusal('remove_dependency', { task_id: child, depends_on_id: ground })).toMatchObject({
      code: 'inherited_edge',
      details: { parent_id: parent },
    })
    expect(await call('get_task', { task_id: child })).toMatchObject({ task: { open_blockers: 1 } })
  })

  it('an own edge that the parent has as well becomes inherited', async () => {
    const { call, task, refusal } = queue()
    const ground = await task('Ground')
    const parent = await task('Parent', { depends_on: [ground] })
    const child = await task('Child', { depends_on: [ground], parent_id: parent })
    expect(await call('remove_dependency', { task_id: child, depends_on_id: ground })).toMatchObject({ changed: true, unblocked: [] })
    expect(await refusal('remove_dependency', { task_id: child, depends_on_id: ground })).toMatchObject({ code: 'inherited_edge' })
  })
})
