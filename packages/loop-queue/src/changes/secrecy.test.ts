import type { LoopError } from 'loop-core'
import { testDatabases, testLoop } from 'loop-core/testing'
import { expect, it } from 'vitest'
import { loopQueue } from '../index.ts'

it.each(testDatabases())(
  'the token is in no list, event, row, refusal or log line, only in the answer of the claim on $name',
  async ({ create }) => {
    const database = await create([loopQueue])
    const lines: unknown[] = []
    const write = (...line: unknown[]) => void lines.push(line)
    const log = { debug: write, info: write, warn: write, error: write } as never
    const loop = testLoop([loopQueue], { databaseUrl: database.url, log })
    // biome-ignore lint/suspicious/noExplicitAny: answers are looked into
    const call = loop.call as (name: string, input?: object) => Promise<any>
    const { loop: first } = await call('create_loop', { name: 'First' })
    const { task } = await call('create_task', { title: 'A', status: 'approved', loop_id: first.id })
    const where = { task_id: task.id }
    const claimed = await call('claim_next_work', { idempotency_key: 'k' })
    const lease_token: string = claimed.lease.token
    const signature = lease_token.split('.')[2]!
    expect(JSON.stringify({ ...claimed, lease: undefined })).not.toContain(signature)

    const answers = [
      await call('heartbeat_task', { ...where, lease_token }),
      await call('update_task', { ...where, title: `Told ${lease_token}`.slice(0, 5), lease_token }),
      await call('add_comment', { ...where, body: 'Working.', lease_token }),
      await call('get_task', where),
      await call('get_next_work'),
      await call('list_tasks', { view: 'all' }),
      await call('list_tasks', { view: 'claimed' }),
      await call('explain_task', where),
      await call('list_comments', where),
      await call('list_inbox', { unread: false }),
    ]
    const refused = ['claim_task', 'update_task', 'complete_task', 'delete_task'].map((name) => {
      const more = name === 'update_task' ? { status: 'shipped' } : name === 'complete_task' ? { lease_token: `${lease_token}x` } : {}
      return call(name, { ...where, ...more }).catch((error: LoopError) => [error.message, error.toJSON()])
    })
    answers.push(...(await Promise.all(refused)), await call('complete_task', { ...where, lease_token, summary: 'Done.' }))
    const rows = await loop.application.storage.transaction('local', 'read', async (db) => {
      const tables = ['queue_tasks', 'queue_comments', 'queue_requests', 'queue_notifications', 'core_events']
      return Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
    })
    expect(JSON.stringify([answers, rows, await loop.events(), lines])).not.toContain(signature)
    expect(answers).toHaveLength(15)
    await loop.close()
    await database.drop()
  },
)
