import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { hook, reachable, receiver } from '../../fixtures/receiver.ts'
import { sentEvents } from '../../webhooks/events.ts'

describeCtl(
  'test_webhook',
  (ctl) => {
    it('answers at once and sends a test event later', async () => {
      const { url, bodies } = await receiver()
      const { id: webhook_id } = await hook(ctl(), { url })
      const answer = await ctl().call('test_webhook', { webhook_id })
      expect(answer).toEqual({ webhook_event_id: expect.any(String), status: 'pending', message: expect.any(String) })
      const { data } = await ctl().call('list_webhook_deliveries', { webhook_id })
      expect(data).toMatchObject([{ id: answer.webhook_event_id, event_type: 'webhook.test', status: 'pending', attempts: 0 }])
      await ctl().work()
      const [body] = await bodies(1)
      expect(body).toMatchObject({ id: answer.webhook_event_id, event: 'webhook.test', webhook_id, message: expect.any(String) })
    })

    it('leaves word of who asked for it, which goes to no webhook', async () => {
      const { id: webhook_id } = await hook(ctl(), { url: 'https://example.com/' })
      const { webhook_event_id } = await ctl().call('test_webhook', { webhook_id })
      const [told] = (await ctl().eventsOf(webhook_id)).slice(-1)
      expect(told).toMatchObject({ type: 'webhook.tested', details: { webhook_id, webhook_event_id } })
      expect(sentEvents).not.toContain(told!.type)
    })

    it('knows nothing of an id that is none', async () => {
      expect((await ctl().refusal('test_webhook', { webhook_id: 'x' })).code).toBe('webhook_not_found')
    })
  },
  { environment: reachable },
)
