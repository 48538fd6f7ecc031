import { expect, it } from 'vitest'
import { anna, annasAgent } from '../fixtures/actors.ts'
import { describeQueue, type TestQueue } from '../fixtures/queue.ts'

const day = 24 * 3_600_000

describeQueue('the job sweep', (queue) => {
  async function swept({ tables, application, work }: TestQueue): Promise<void> {
    const kind = { name: 'queue.sweep', retries: 0, timeoutSeconds: 60 }
    await tables((db) => application.jobs.add(db as never, 'local', kind, { name: 'queue.sweep', payload: {} }))
    await work()
  }

  it('returns what leases ran out of, deletes old requests and tells of silent holders', async () => {
    const { call, task, claim, pass, tables, eventTypes } = queue()
    await claim(await task('Expired'), { lease_seconds: 5, idempotency_key: 'k' })
    const { task: silent } = await call('create_task', { title: 'Silent', status: 'approved' }, { as: anna })
    await call('update_task', { task_id: silent.id, status: 'in_progress' }, { as: annasAgent })
    pass(day)
    await swept(queue())
    await expect.poll(eventTypes, { timeout: 20_000 }).toContain('task.lease_lost')
    expect(await tables((db) => db.selectFrom('queue_requests').selectAll().execute())).toEqual([])
    for (const as of [anna, annasAgent])
      expect((await call('list_inbox', {}, { as })).notifications).toMatchObject([{ kind: 'task.stale', task_id: silent.id }])
    expect((await call('get_task', { task_id: silent.id })).task.status).toBe('in_progress')
  })

  it('tells of a silent holder once a claim, and keeps read notes for thirty days', async () => {
    const { call, task, pass, tables } = queue()
    const task_id = await task('Silent')
    await call('update_task', { task_id, status: 'in_progress' }, { as: annasAgent })
    const notes = () => tables((db) => db.selectFrom('queue_notifications').select('recipient').orderBy('recipient').execute())
    pass(day)
    await swept(queue())
    await expect.poll(notes, { timeout: 20_000 }).toHaveLength(2)
    await call('mark_inbox_read', { before: '2027-01-01T00:00:00.000Z' })
    pass(30 * day)
    await swept(queue())
    await expect.poll(notes, { timeout: 20_000 }).toEqual([{ recipient: 'annas-agent' }])
  })
})
