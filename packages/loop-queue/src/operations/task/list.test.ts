import { expect, it } from 'vitest'
import { annasAgent, bert } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('list_tasks', (queue) => {
  const titles = async (input: object, options?: object) =>
    (await queue().call('list_tasks', input, options)).tasks.map(({ title }: { title: string }) => title)

  it('shows tasks without a loop unless asked for another view or a loop', async () => {
    const { loop, task } = queue()
    const loop_id = await loop('First')
    await task('Inside', { loop_id })
    await task('Outside')
    expect(await titles({})).toEqual(['Outside'])
    expect(await titles({ loop_id })).toEqual(['Inside'])
    expect(await titles({ view: 'all' })).toEqual(['Inside', 'Outside'])
  })

  it('filters by status and priority, alone and together', async () => {
    const { call, task } = queue()
    await task('High', { priority: 'high' })
    await call('create_task', { title: 'Open high', priority: 'high' })
    await call('create_task', { title: 'Open' })
    expect(await titles({ status: 'open' })).toEqual(['Open high', 'Open'])
    expect(await titles({ priority: 'high' })).toEqual(['High', 'Open high'])
    expect(await titles({ status: 'open', priority: 'high' })).toEqual(['Open high'])
  })

  it('is in work order: priority, due date, age', async () => {
    const { task, pass } = queue()
    await task('None')
    await task('Low', { priority: 'low' })
    await task('Later', { due_date: '2026-03-02' })
    await task('Sooner', { due_date: '2026-03-01' })
    pass(1_000)
    await task('Urgent', { priority: 'urgent' })
    await task('None, younger')
    expect(await titles({})).toEqual(['Urgent', 'Low', 'Sooner', 'Later', 'None', 'None, younger'])
  })

  it('goes on where it stopped, and counts all', async () => {
    const { call, task } = queue()
    for (let n = 0; n < 5; n += 1) await task(`Task ${n}`)
    const first = await call('list_tasks', { limit: 2 })
    const second = await call('list_tasks', { limit: 2, cursor: first.cursor })
    const third = await call('list_tasks', { limit: 2, cursor: second.cursor })
    const all = [first, second, third].flatMap(({ tasks }) => tasks.map(({ title }: { title: string }) => title))
    expect(all).toEqual([0, 1, 2, 3, 4].map((n) => `Task ${n}`))
    expect([first.total, third.cursor]).toEqual([5, undefined])
  })

  it('sees in every view and by every status that a lease is over, without any sweep', async () => {
    const { task, loop, claim, pass, eventTypes } = queue()
    const task_id = await task('A', { loop_id: await loop('First') })
    await claim(task_id, { lease_seconds: 5 })
    const found = async () =>
      Promise.all(
        [{ view: 'claimed' }, { view: 'ready' }, { view: 'all', status: 'in_progress' }, { view: 'all', status: 'approved' }].map(
          async (input) => (await titles(input)).length,
        ),
      )
    expect(await found()).toEqual([1, 0, 1, 0])
    const before = await eventTypes()
    pass(5_000)
    expect(await found()).toEqual([0, 1, 0, 1])
    expect(await eventTypes()).toEqual(before)
  })

  it('has a view for each way in which tasks wait', async () => {
    const { call, loop, task, tables, pass } = queue()
    const stranded = await loop('Shipped')
    await task('Stranded', { loop_id: stranded })
    await tables((db) => db.updateTable('queue_loops').set({ status: 'shipped' }).where('id', '=', stranded).execute())
    await task('Overdue', { due_date: '2026-01-04' })
    await task('Due today', { due_date: '2026-01-05' })
    await task('Blocked', { depends_on: [await task('Blocker')] })
    await call('update_task', { task_id: await task('Held'), status: 'in_progress' }, { as: annasAgent })
    expect(await titles({ view: 'stranded' })).toEqual(['Stranded'])
    expect(await titles({ view: 'overdue' })).toEqual(['Overdue'])
    expect(await titles({ view: 'blocked' })).toEqual(['Blocked'])
    expect(await titles({ view: 'claimed' })).toEqual(['Held'])
    expect(await titles({ view: 'ready' })).toEqual(['Overdue', 'Due today', 'Blocker'])
    expect(await titles({ view: 'stale' })).toEqual([])
    pass(24 * 3_600_000)
    expect(await titles({ view: 'stale' })).toEqual(['Held'])
  })

  it('goes on where it stopped although the last task shown was changed or deleted meanwhile', async () => {
    const { call, task } = queue()
    for (let n = 0; n < 5; n += 1) await task(`Task ${n}`)
    const first = await call('list_tasks', { limit: 2 })
    await call('update_task', { task_id: first.tasks[1].id, priority: 'urgent' })
    const second = await call('list_tasks', { limit: 2, cursor: first.cursor })
    expect(second.tasks).toMatchObject([{ title: 'Task 2' }, { title: 'Task 3' }])
    await call('delete_task', { task_id: second.tasks[1].id })
    expect((await call('list_tasks', { cursor: second.cursor })).tasks).toMatchObject([{ title: 'Task 4' }])
  })

  it.each(['x', Buffer.from('[9,"a","b","c"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'refuses a cursor that no list gave: %s',
    async (cursor) => {
      expect(await queue().refusal('list_tasks', { cursor })).toMatchObject({ kind: 'invalid_input', code: 'bad_cursor' })
    },
  )

  it('searches titles in whatever case, in every alphabet', async () => {
    const { task } = queue()
    await task('Ärger mit ÖL: Ошибка')
    for (const query of ['Ärger', 'ÄRGER', 'öl', 'ошибка']) expect(await titles({ query }), query).toEqual(['Ärger mit ÖL: Ошибка'])
  })

  it('searches titles, whatever characters they have', async () => {
    const { task } = queue()
    await task('100% of_it!')
    await task('100 of it')
    expect(await titles({ query: '100%' })).toEqual(['100% of_it!'])
    expect(await titles({ query: 'OF_' })).toEqual(['100% of_it!'])
    expect(await titles({ query: "'; drop" })).toEqual([])
  })

  it('shows nothing of private loops to others', async () => {
    const { loop, task, refusal } = queue()
    const loop_id = await loop('Mine', { visibility: 'private' })
    await task('Secret', { loop_id })
    expect(await titles({ view: 'all' })).toEqual(['Secret'])
    expect(await titles({ view: 'all' }, { as: bert })).toEqual([])
    expect(await refusal('list_tasks', { loop_id }, { as: bert })).toMatchObject({ code: 'not_found' })
  })
})
