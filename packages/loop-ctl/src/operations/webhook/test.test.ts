import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { hook, reachable, receiver } from '../../fixtures/receiver.ts'

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

    it('knows nothing of an id that is none', async () => {
      expect((await ctl().refusal('test_webhook', { webhook_id: 'x' })).code).toBe('webhook_not_found')
    })
  },
  { environment: reachable },
)
