import { expect, it } from 'vitest'
import { describeCtl } from '../fixtures/ctl.ts'
import { hook, reachable, receiver, settled } from '../fixtures/receiver.ts'
import type { DeliveryStatus } from '../words.ts'

const day = 24 * 3_600_000

describeCtl(
  'what is done about webhooks in the background',
  (ctl) => {
    const add = (name: string) =>
      ctl().tables((db) =>
        ctl().application.jobs.add(db as never, 'local', { name, retries: 0, timeoutSeconds: 60 }, { name, payload: {} }),
      )

    it('deletes what had its end before the retention began, in batches, and never what waits or failed', async () => {
      const { id: webhook_id } = await hook(ctl(), { url: 'https://example.com/' })
      const row = (name: string, status: DeliveryStatus, inserted_at: string) => {
        const times = { due_at: null, last_attempt_at: null, delivered_at: null, inserted_at }
        const about = { id: name, event_id: name, webhook_id, event_seq: null, event_type: 'webhook.test', payload: '{}' }
        return { ...about, ...times, status, attempts: 0, error: null }
      }
      const ago = (days: number) => new Date(Date.parse('2026-01-05T12:00:00.000Z') - days * day).toISOString()
      const old = Array.from({ length: 2_100 }, (_, index) => row(`old-${index}`, 'delivered', ago(31)))
      const kept = [row('fresh', 'delivered', ago(29)), row('waits', 'pending', ago(99)), row('failed', 'failed', ago(99))]
      const rows = [...old, row('exhausted', 'exhausted', ago(31)), ...kept]
      await ctl().tables(async (db) => {
        for (let start = 0; start < rows.length; start += 500)
          await db
            .insertInto('ctl_webhook_deliveries')
            .values(rows.slice(start, start + 500))
            .execute()
      })
      await add('ctl.webhook_cleanup')
      await ctl().work()
      const left = () => ctl().tables((db) => db.selectFrom('ctl_webhook_deliveries').select('id').orderBy('id').execute())
      await expect.poll(left, { timeout: 20_000 }).toEqual([{ id: 'failed' }, { id: 'fresh' }, { id: 'waits' }])
    })

    it('takes up what was forgotten, and in its turn what waited behind it', async () => {
      const { url } = await receiver()
      const project_id = await ctl().project()
      const { id: webhook_id } = await hook(ctl(), { url, project_id })
      const first = await ctl().call('test_webhook', { webhook_id })
      await settled(ctl(), webhook_id, 1)
      // As if its job had been lost.
      const lost = { status: 'pending', attempts: 0, event_seq: 0 } as const
      await ctl().tables((db) => db.updateTable('ctl_webhook_deliveries').set(lost).where('id', '=', first.webhook_event_id).execute())
      await ctl().bring(await ctl().story({ epic_id: await ctl().epic(project_id) }), 'contracted')
      const waiting = () =>
        ctl().tables((db) => db.selectFrom('ctl_webhook_deliveries').select('due_at').where('webhook_id', '=', webhook_id).execute())
      await expect.poll(waiting, { timeout: 20_000 }).toContainEqual({ due_at: null })
      ctl().pass(11 * 60_000)
      await add('ctl.webhook_resume')
      await ctl().work()
      const log = await settled(ctl(), webhook_id, 2)
      expect(log.map(({ status }: { status: string }) => status)).toEqual(['delivered', 'delivered'])
    })
  },
  { environment: reachable },
)
