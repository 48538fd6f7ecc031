import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { hook } from '../../fixtures/receiver.ts'

describeCtl('delete_webhook', (ctl) => {
  it('takes its deliveries with it, and is told in the log', async () => {
    const { id: webhook_id } = await hook(ctl(), { url: 'https://example.com/' })
    await ctl().call('test_webhook', { webhook_id })
    expect(await ctl().call('delete_webhook', { webhook_id })).toEqual({})
    expect(await ctl().tables((db) => db.selectFrom('ctl_webhook_deliveries').selectAll().execute())).toEqual([])
    expect((await ctl().eventsOf(webhook_id)).at(-1)).toMatchObject({ type: 'webhook.deleted', before: { active: true } })
    expect((await ctl().refusal('delete_webhook', { webhook_id })).code).toBe('webhook_not_found')
  })
})
