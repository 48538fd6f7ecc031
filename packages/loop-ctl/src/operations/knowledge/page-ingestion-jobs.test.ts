import { expect, it } from 'vitest'
import { handIn } from '../../fixtures/extractor.ts'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /knowledge/ingestion-jobs', (http) => {
  const list = (query = '') => http().send(`GET /api/v1/knowledge/ingestion-jobs${query}`, { as: 'orchestrator' })

  it('lists what was handed in within a week, newest first', async () => {
    await handIn(http().ctl, { content: 'Long ago' })
    http().ctl.pass(7 * 24 * 3_600_000 + 1)
    const first = await handIn(http().ctl, { content: 'First' })
    http().ctl.pass(1_000)
    const second = await handIn(http().ctl, { content: 'Second' })
    const { status, body } = await list()
    expect([status, body.data.map(({ id }: { id: string }) => id)]).toEqual([200, [second, first]])
    expect(body.meta).toEqual({ total_count: 2, limit: 50, offset: 0 })
    expect((await list('?page_size=51')).body.meta.limit).toBe(50)
    expect((await list('?limit=1&offset=1')).body.data).toMatchObject([{ id: first, status: 'queued' }])
  })

  it('is not for agents', async () => {
    expect(await http().send('GET /api/v1/knowledge/ingestion-jobs', { as: 'implementer' })).toMatchObject({ status: 403 })
  })
})
