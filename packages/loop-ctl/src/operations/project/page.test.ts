import { beforeAll, expect, it } from 'vitest'
import { describeHttp, type KeyName } from '../../fixtures/http.ts'

describeHttp('GET /projects', (http) => {
  const names = async (query: string, as: KeyName = 'implementer') => {
    const { body } = await http().send(`GET /api/v1/projects${query}`, { as })
    return body.data.map(({ name }: { name: string }) => name)
  }

  beforeAll(async () => {
    for (const name of ['Beta', 'Alpha', 'Gone']) await http().ctl.project({ name, slug: name.toLowerCase() })
    await http().ctl.call('delete_project', { project_id: 'gone' })
  })

  it('shows active projects by name, whole, in pages', async () => {
    const { status, body } = await http().send('GET /api/v1/projects?page_size=1&page=2')
    expect(status).toBe(200)
    expect(body.data).toMatchObject([{ name: 'Beta', description: null, metadata: {} }])
    expect(body.meta).toEqual({ page: 2, page_size: 1, total_count: 2, total_pages: 2 })
  })

  it.each([
    ['?include_archived=true', ['Alpha', 'Beta', 'Gone']],
    ['?include_archived=1', ['Alpha', 'Beta', 'Gone']],
    ['?include_archived=maybe', ['Alpha', 'Beta']],
    ['?status=archived', ['Gone']],
    ['?status=nonsense&color=red', ['Alpha', 'Beta']],
    ['?limit=1', ['Alpha']],
  ])('%s shows %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected)
  })

  it('shows strangers nothing', async () => {
    expect(await names('?include_archived=true', 'strangerUser')).toEqual([])
  })
})
