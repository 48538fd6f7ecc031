import { beforeAll, expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { threeTenants } from '../../fixtures/tenants.ts'

describeHttp('admin_list_tenants', (http) => {
  beforeAll(() => threeTenants(http()))
  const list = async (query = '') => (await http().send(`GET /api/v1/admin/tenants?${query}`, { as: 'superadmin' })).body
  const slugs = async (query: string) => (await list(query)).data.map(({ slug }: { slug: string }) => slug)

  it('shows each with how much it has, by slug', async () => {
    const { data, meta } = await list()
    expect(meta).toEqual({ page: 1, page_size: 20, total_count: 5, total_pages: 1 })
    expect(data.map(({ slug, status }: Record<string, string>) => [slug, status])).toEqual([
      ['acme', 'active'],
      ['empty', 'active'],
      ['local', 'active'],
      ['strangers', 'active'],
      ['zeta', 'suspended'],
    ])
    expect(data[0]).toEqual({
      ...{ id: 'acme', name: 'Acme 100%', slug: 'acme', email: 'us@acme.example', status: 'active' },
      ...{ project_count: 1, story_count: 1, agent_count: 0, api_key_count: 1, inserted_at: '2026-01-05T12:00:00.000Z' },
    })
    expect(data[1]).toMatchObject({ email: null, project_count: 0, story_count: 0 })
  })

  it.each([
    ['status=suspended', ['zeta']],
    ['status=nothing', ['acme', 'empty', 'local', 'strangers', 'zeta']],
    ['search=ACM', ['acme']],
    ['search=corp', ['zeta']],
    ['search=%25', ['acme']],
    ['search=_', ['zeta']],
    ['search=a&status=active', ['acme', 'local', 'strangers']],
    ['search=nobody', []],
    ['search=%20', ['acme', 'empty', 'local', 'strangers', 'zeta']],
    ['page_size=2&page=2', ['local', 'strangers']],
    ['page=9', []],
  ])('finds with %s those that fit, and takes wildcards as letters', async (query, found) => {
    expect(await slugs(query)).toEqual(found)
  })

  it('finds one by the name that its people gave it since', async () => {
    await http().send('PATCH /api/v1/tenants/me', { as: 'strangerUser', body: { name: 'Fremde Gäste' } })
    expect(await slugs('search=GÄSTE')).toEqual(['strangers'])
    expect((await list('search=fremde')).data[0].name).toBe('Fremde Gäste')
  })

  it('is for superadmins alone, and means all tenants whatever place they name', async () => {
    for (const as of ['user', 'orchestrator', 'implementer'] as const)
      expect((await http().send('GET /api/v1/admin/tenants', { as })).status, as).toBe(403)
    const headers = { 'x-impersonate-tenant': 'nowhere' }
    expect((await http().send('GET /api/v1/admin/tenants', { as: 'superadmin', headers })).body.meta.total_count).toBe(5)
  })
})
