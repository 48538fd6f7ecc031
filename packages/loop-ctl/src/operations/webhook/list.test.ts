import { expect, it } from 'vitest'
import { agents, describeCtl } from '../../fixtures/ctl.ts'
import { hook } from '../../fixtures/receiver.ts'

describeCtl('list_webhooks', (ctl) => {
  it('shows them page by page, oldest first', async () => {
    const made = []
    for (let count = 0; count < 3; count++) made.push((await hook(ctl(), { url: 'https://example.com/' })).id)
    const { data, meta } = await ctl().call('list_webhooks', { page: 2, page_size: 2 })
    expect(data.map(({ id }: { id: string }) => id)).toEqual(made.slice(2))
    expect(meta).toEqual({ page: 2, page_size: 2, total_count: 3, total_pages: 2 })
  })

  it('is for people alone', async () => {
    expect((await ctl().refusal('list_webhooks', {}, { as: agents.orchestrator })).kind).toBe('forbidden')
  })
})
