import { expect, it, vi } from 'vitest'
import { describeQueue } from '../../fixtures/queue.ts'

const mail = { LOOP_SMTP_URL: 'smtp://127.0.0.1:1', LOOP_MAIL_FROM: 'Loop <loop@example.com>' }
const mia = { tenant: 'local', role: 'user', member: { id: 'mia', name: 'Mia' } } as const

describeQueue('ship_loop', (queue) => {
  it('ships a loop with unfinished tasks, lists them and leaves them as they were', async () => {
    const { call, loop, task } = queue()
    const loop_id = await loop('First')
    const open = (await call('create_task', { title: 'Open', loop_id })).task.id
    const approved = await task('Approved', { loop_id })
    const shipped = await task('Done', { loop_id })
    await call('update_task', { task_id: shipped, status: 'shipped' })
    const answer = await call('ship_loop', { loop_id })
    expect(answer).toMatchObject({
      loop: { status: 'shipped', shipped_at: '2026-01-05T12:00:00.000Z', shipped_by: 'owner', version: 2 },
      changed: true,
      unfinished_count: 2,
      notified: { members: 1, mail: 'not_configured', no_address: 1 },
      warnings: [],
    })
    expect(answer.unfinished.map(({ id }: { id: string }) => id).sort()).toEqual([open, approved].sort())
    expect((await call('get_task', { task_id: open })).task.status).toBe('open')
    expect((await call('get_task', { task_id: approved })).task.status).toBe('approved')
  })

  it('ships nothing while tasks are unfinished where that is asked for', async () => {
    const { call, loop, task, refusal, eventTypes } = queue()
    const loop_id = await loop('First')
    const id = await task('A', { loop_id })
    const refused = await refusal('ship_loop', { loop_id, unfinished: 'refuse' })
    expect(refused).toMatchObject({
      kind: 'conflict',
      code: 'unfinished_tasks',
      details: { count: 1, tasks: [{ id, status: 'approved' }] },
    })
    expect(await eventTypes()).not.toContain('loop.shipped')
    await call('update_task', { task_id: id, status: 'rejected' })
    expect(await call('ship_loop', { loop_id, unfinished: 'refuse' })).toMatchObject({ changed: true, unfinished: [] })
  })

  it('does nothing the second time, and tells nobody again', async () => {
    const { call, loop, eventTypes, work, rows } = queue()
    const loop_id = await loop('First')
    await call('ship_loop', { loop_id })
    const again = await call('ship_loop', { loop_id })
    expect(again).toMatchObject({ changed: false, loop: { version: 2 } })
    expect(again.notified).toBeUndefined()
    expect(await eventTypes()).toEqual(['loop.created', 'loop.shipped'])
    await work()
    await vi.waitFor(async () => expect(await rows('queue_notifications')).toHaveLength(1), { timeout: 10_000 })
  })

  it('ships a loop on hold as well, and warns of what is still being worked on', async () => {
    const { call, loop, task, claim } = queue()
    const loop_id = await loop('First')
    const task_id = await task('A', { loop_id })
    const lease_token = await claim(task_id)
    expect((await call('ship_loop', { loop_id })).warnings).toEqual([
      '1 task is still being worked on; the next heartbeat tells the holder.',
    ])
    expect((await call('heartbeat_task', { task_id, lease_token })).notices).toContain('loop_shipped')
    expect((await call('complete_task', { task_id, lease_token })).task.status).toBe('shipped')
  })

  it('is for people and orchestrators, and a private loop is not there for others', async () => {
    const { call, loop, refusal } = queue()
    const loop_id = await loop('Secret', { visibility: 'private' })
    expect(await refusal('ship_loop', { loop_id }, { as: 'agent' })).toMatchObject({ kind: 'forbidden' })
    expect(await refusal('ship_loop', { loop_id }, { as: mia })).toMatchObject({ kind: 'not_found' })
    expect(await call('ship_loop', { loop_id })).toMatchObject({ notified: { members: 1 } })
  })

  it('puts a note into the inbox of every member, the shipper included, and sends no mail without a mail server', async () => {
    const { call, loop, work, rows } = queue()
    const { member } = await call('add_member', { name: 'Mia', email: 'mia@example.com' })
    const loop_id = await loop('First')
    expect(await call('ship_loop', { loop_id })).toMatchObject({ notified: { members: 2, mail: 'not_configured', no_address: 1 } })
    await work()
    await vi.waitFor(async () => expect(await rows('queue_notifications')).toHaveLength(2), { timeout: 10_000 })
    const notes = await rows('queue_notifications')
    expect(notes.map(({ recipient }) => recipient).sort()).toEqual([member.id, 'owner'].sort())
    expect(notes[0]).toMatchObject({ kind: 'loop.shipped', text: 'Owner shipped the loop "First"', loop_id, read_at: null })
    expect(await rows('queue_mails')).toEqual([])
  })

  it('tells of a private loop only its creator and those it is shared with', async () => {
    const { call, loop, work, rows } = queue()
    await call('add_member', { name: 'Mia', email: 'mia@example.com' })
    const loop_id = await loop('Secret', { visibility: 'private' })
    await call('ship_loop', { loop_id })
    await work()
    await vi.waitFor(async () => expect(await rows('queue_notifications')).toHaveLength(1), { timeout: 10_000 })
    expect((await rows('queue_notifications')).map(({ recipient }) => recipient)).toEqual(['owner'])
  })
})

describeQueue(
  'ship_loop with a mail server',
  (queue) => {
    it('queues a mail for each member with an address who wants one, and writes down who gets none and why', async () => {
      const { call, loop, work, rows } = queue()
      const idOf = async (name: string, email?: string) => (await call('add_member', { name, email })).member.id as string
      const [ann, bob] = [await idOf('Ann', 'ann@example.com'), await idOf('Bob', 'bob@example.com')]
      await call('set_mail_preference', { preference: 'none' }, { as: { tenant: 'local', role: 'user', member: { id: bob, name: 'Bob' } } })
      const { notified } = await call('ship_loop', { loop_id: await loop('First') })
      expect(notified).toEqual({ members: 3, mail: 'queued', no_address: 1 })
      await work()
      await vi.waitFor(async () => expect(await rows('queue_mails')).toHaveLength(3), { timeout: 10_000 })
      const mails = new Map((await rows('queue_mails')).map((row) => [row.member_id, row]))
      // Nobody listens there, so how far its tries have come is a matter of the moment.
      expect(mails.get(ann)!.status).not.toBe('skipped')
      expect(mails.get(bob)).toMatchObject({ status: 'skipped', last_code: 'not_wanted', attempts: 0 })
      expect(mails.get('owner')).toMatchObject({ status: 'skipped', last_code: 'no_address' })
    })
  },
  () => mail,
)
