import { expect, it } from 'vitest'
import { describeCtl } from '../../fixtures/ctl.ts'
import { hook } from '../../fixtures/receiver.ts'

describeCtl('get_webhook', (ctl) => {
  it('shows all but the secret', async () => {
    const { signing_secret: _, ...webhook } = await hook(ctl(), { url: 'https://example.com/' })
    expect(await ctl().call('get_webhook', { webhook_id: webhook.id })).toEqual({ webhook })
  })

  it('knows nothing of an id that is none', async () => {
    expect((await ctl().refusal('get_webhook', { webhook_id: 'x' })).toJSON().error).toMatchObject({
      status: 404,
      message: 'Not found',
      code: 'webhook_not_found',
    })
  })
})
