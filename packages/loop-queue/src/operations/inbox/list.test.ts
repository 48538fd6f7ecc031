import { expect, it } from 'vitest'
import { anna, annasAgent, bert, bertsAgent } from '../../fixtures/actors.ts'
import { describeQueue } from '../../fixtures/queue.ts'

describeQueue('list_inbox', (queue) => {
  const kinds = async (as = anna) => {
    const { notifications } = await queue().call('list_inbox', {}, { as })
    return notifications.map(({ kind }: { kind: string }) => kind)
  }
  const create = async (title: string, more: object = {}) =>
    (await queue().call('create_task', { title, status: 'approved', ...more }, { as: anna })).task.id
  const arrived = (as: typeof anna, wanted: string[]) =>
    expect.poll(() => kinds(as), { timeout: 20_000 }).toEqual(expect.arrayContaining(wanted))

  it('tells of a comment the creator and the holder, but not its author, and marks nothing', async () => {
    const { call, work, claim } = queue()
    await work()
    const task_id = await create('A')
    await claim(task_id, {}, { as: bertsAgent })
    await call('add_comment', { task_id, body: 'Hello.' }, { as: bertsAgent })
    await arrived(anna, ['comment.added'])
    expect(await kinds(bertsAgent)).toEqual([])
    const { notifications, unread } = await call('list_inbox', {}, { as: anna })
    expect(notifications[0]).toMatchObject({ task_id, text: 'berts-agent commented: A', comment_id: expect.any(String) })
    expect([unread, (await call('list_inbox', {}, { as: anna })).unread]).toEqual([1, 1])
  })

  it('tells the creator of a rejected blocker, and of what is free then', async () => {
    const { call, work } = queue()
    await work()
    const blocker = await create('Blocker')
    const task_id = await create('Waiting', { depends_on: [blocker] })
    await call('update_task', { task_id: blocker, status: 'rejected' }, { as: bert })
    await arrived(anna, ['task.blocker_rejected'])
    await call('delete_task', { task_id: blocker }, { as: bert })
    await arrived(anna, ['task.unblocked', 'task.blocker_rejected'])
    expect((await call('list_inbox', {}, { as: anna })).notifications[0]).toMatchObject({ task_id })
    expect(await kinds(bert)).toEqual([])
  })

  it('tells the holder of an override, and a dead task its creator and every person', async () => {
    const { call, work, claim, tables } = queue()
    await work()
    const task_id = await create('A')
    await tables((db) =>
      db
        .insertInto('core_members' as never)
        .values({ id: 'bert', name: 'Bert', email: null, created_at: '' } as never)
        .execute(),
    )
    await claim(task_id, {}, { as: annasAgent })
    await call('update_task', { task_id, status: 'approved', override: true }, { as: bert })
    await arrived(annasAgent, ['task.lease_lost'])
    await tables((db) => db.updateTable('queue_workspaces').set({ max_attempts: 1 }).execute())
    await call('release_task', { task_id, lease_token: await claim(task_id), outcome: 'failed', reason: 'It broke.' })
    await arrived(bert, ['task.dead'])
    await arrived(anna, ['task.dead'])
  })

  it('says nothing of a private loop to those who may not see it, even if they could before', async () => {
    const { call, work, tables } = queue()
    await work()
    const { loop } = await call('create_loop', { name: 'Mine', visibility: 'private' }, { as: anna })
    const task_id = await create('Secret', { loop_id: loop.id })
    await tables((db) => db.updateTable('queue_tasks').set({ created_by: 'bert' }).execute())
    await call('add_comment', { task_id, body: 'x' }, { as: annasAgent })
    await call('add_comment', { task_id: await create('Open'), body: 'x' }, { as: bert })
    await arrived(anna, ['comment.added'])
    expect(await kinds(bert)).toEqual([])
  })

  it('shows a person what the own agents were told', async () => {
    const { call, task, work, claim } = queue()
    await work()
    const task_id = await task('A')
    await claim(task_id)
    await call('add_comment', { task_id, body: 'x' }, { as: bert })
    const both = async () => (await call('list_inbox')).notifications.length
    await expect.poll(both, { timeout: 20_000 }).toBe(2)
  })

  it('refuses a cursor that no list gave', async () => {
    expect(await queue().refusal('list_inbox', { cursor: 'x' })).toMatchObject({ kind: 'invalid_input' })
  })
})
