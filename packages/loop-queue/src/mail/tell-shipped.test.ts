import type { JobInput } from 'loop-core'
import { expect, it } from 'vitest'
import { describeQueue } from '../fixtures/queue.ts'
import { tellShipped } from './tell-shipped.ts'

describeQueue(
  'the news that a loop was shipped',
  (queue) => {
    it('delivered twice fills each inbox once and asks for each mail once', async () => {
      const { call, loop, events, application, rows } = queue()
      await call('add_member', { name: 'Ann', email: 'ann@example.com' })
      const loop_id = await loop('First')
      await call('ship_loop', { loop_id })
      const event = (await events()).find(({ type }) => type === 'loop.shipped')!
      const jobs: JobInput[] = []
      let ids = 0
      const deliver = () =>
        application.storage.transaction('local', 'write', (db) => {
          const context = { db, now: () => new Date(0), newId: () => `note-${++ids}`, enqueue: (job: JobInput) => void jobs.push(job) }
          return tellShipped(event, context as unknown as Parameters<typeof tellShipped>[1])
        })
      await deliver()
      await deliver()
      expect(jobs).toHaveLength(1)
      expect(await rows('queue_notifications')).toHaveLength(2)
      expect(await rows('queue_mails')).toHaveLength(2)
    })
  },
  () => ({ LOOP_SMTP_URL: 'smtp://127.0.0.1:1', LOOP_MAIL_FROM: 'Loop <loop@example.com>' }),
)
