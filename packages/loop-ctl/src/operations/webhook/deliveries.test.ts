import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { hook } from '../../fixtures/receiver.ts'

describeCtl('list_webhook_deliveries', (ctl) => {
  it('shows 25 a page, newest first, and never what was sent', async () => {
    const { id: webhook_id } = await hook(ctl(), { url: 'https://example.com/' })
    const made: string[] = []
    for (let count = 0; count < 27; count++) {
      ctl().pass(1_000)
      made.unshift((await ctl().call('test_webhook', { webhook_id })).webhook_event_id)
    }
    const { data, meta } = await ctl().call('list_webhook_deliveries', { webhook_id })
    expect(data.map(({ id }: { id: string }) => id)).toEqual(made.slice(0, 25))
    expect(meta).toEqual({ page: 1, page_size: 25, total_count: 27, total_pages: 2 })
    const second = await ctl().call('list_webhook_deliveries', { webhook_id, page: 2 })
    expect(second.data).toEqual([
      expect.objectContaining({ id: made[25] }),
      {
        id: made[26],
        event_type: 'webhook.test',
        status: 'pending',
        attempts: 0,
        delivered_at: null,
        error: null,
        inserted_at: '2026-01-05T12:00:01.000Z',
      },
    ])
  })

  it('knows nothing of an id that is none', async () => {
    expect((await ctl().refusal('list_webhook_deliveries', { webhook_id: 'x' })).code).toBe('webhook_not_found')
  })
})
