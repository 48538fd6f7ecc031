import type { Database } from 'loop-core'
import { expect, it, vi } from 'vitest'
import { describeMailing, type Post } from '../fixtures/mailing.ts'
import type { MailRow, QueueTables } from '../storage/tables.ts'

const sweeping = { name: 'queue.sweep', retries: 0, timeoutSeconds: 60 }

async function write({ application }: Post, work: (db: Database<QueueTables>) => Promise<unknown>): Promise<void> {
  await application.storage.transaction('local', 'write', (db) => work(db as Database<QueueTables>))
}

/** Ships a loop whose mail to a member is down already, so that nobody asks for a try of it. */
async function forget(post: Post, member_id: string, more: Partial<MailRow>): Promise<void> {
  await post.ship()
  const { id: event_id } = (await post.events()).find(({ type }) => type === 'loop.shipped')!
  const { id: workspace_id } = (await post.table('queue_workspaces'))[0]!
  const times = { created_at: '2026-01-05T08:00:00.000Z', updated_at: '2026-01-05T11:54:59.000Z' }
  const mail = { event_id, member_id, workspace_id, status: 'queued' as const, attempts: 0, message_id: null, last_code: null, ...times }
  await write(post, (db) =>
    db
      .insertInto('queue_mails')
      .values({ ...mail, ...more })
      .execute(),
  )
}

async function sweep(post: Post): Promise<void> {
  await write(post, (db) => post.application.jobs.add(db as never, 'local', sweeping, { name: 'queue.sweep', payload: {} }))
  await post.work()
}

describeMailing('a mail whose job is gone', (office) => {
  it('is taken up again by the sweep, and goes out once', async () => {
    const { url, received } = await office.server()
    const post = office.open(url)
    const [ann] = await post.people('ann')
    await forget(post, ann!, {})
    await sweep(post)
    expect((await post.settled()).get('ann')).toMatchObject({ status: 'sent', attempts: 1 })
    expect(received).toHaveLength(1)
  })

  it('is left alone while its pause lasts, and deleted after ninety days', async () => {
    const { url, received } = await office.server()
    const post = office.open(url)
    const [ann, bob] = await post.people('ann', 'bob')
    await forget(post, ann!, { attempts: 3 })
    const [first] = await post.mails()
    await write(post, (db) =>
      db
        .insertInto('queue_mails')
        .values({ ...first!, member_id: bob!, event_id: 'old', status: 'sent', created_at: '2025-10-07T12:00:00.000Z' })
        .execute(),
    )
    await sweep(post)
    await vi.waitFor(async () => expect((await post.mails()).map(({ event_id }) => event_id)).not.toContain('old'), { timeout: 20_000 })
    expect((await post.mails()).find(({ member_id }) => member_id === ann)).toMatchObject({ status: 'queued', attempts: 3 })
    expect(received.flatMap(({ to }) => to)).not.toContain('ann@example.com')
  })
})
