import { expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'

describeHttp('GET /epics/:epic_id/stories', (http) => {
  it('shows the stories of one epic by number, in pages, of one status where that is said', async () => {
    const { ctl } = http()
    const id = await ctl.epic(await ctl.project())
    for (const number of ['1.10', '1.9', '1.2', '1']) await ctl.story({ epic_id: id, number })
    await ctl.storyAt('verified', { epic_id: id, number: '2' })
    const numbers = async (query: string) => {
      const { body } = await http().send(`GET /api/v1/epics/${id}/stories${query}`, { as: 'implementer' })
      return body.data.map(({ number }: { number: string }) => number)
    }
    expect(await numbers('')).toEqual(['1', '1.2', '1.9', '1.10', '2'])
    expect(await numbers('?page_size=2&page=2')).toEqual(['1.9', '1.10'])
    expect(await numbers('?verified_status=verified')).toEqual(['2'])
    expect(await numbers('?agent_status=pending&limit=1')).toEqual(['1'])
    expect(await numbers('?agent_status=nonsense&page_size=1')).toEqual(['1'])
    const { body } = await http().send(`GET /api/v1/epics/${id}/stories?page_size=2`)
    expect(body.meta).toEqual({ page: 1, page_size: 2, total_count: 5, total_pages: 3 })
    expect(body.data[0]).toMatchObject({ acceptance_criteria: null, metadata: {} })
    expect(await http().send(`GET /api/v1/epics/${id}/stories`, { as: 'strangerUser' })).toMatchObject({ status: 404 })
  })
})
