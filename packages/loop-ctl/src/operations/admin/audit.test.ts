import { beforeAll, expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { threeTenants } from '../../fixtures/tenants.ts'

describeHttp('admin_list_audit', (http) => {
  beforeAll(async () => {
    await threeTenants(http())
    http().ctl.pass(1_000)
    await http().send('PATCH /api/v1/tenants/me', { as: 'strangerUser', body: { name: 'Guests' } })
    http().ctl.pass(1_000)
    await http().ctl.project()
  })
  const list = async (query = '') => (await http().send(`GET /api/v1/admin/audit?${query}`, { as: 'superadmin' })).body
  const places = async (query: string) => (await list(query)).data.map(({ tenant_id }: { tenant_id: string }) => tenant_id)

  it('shows the logs of all tenants as one, newest first, and whose each row is', async () => {
    const { data, meta, pagination } = await list()
    expect(data.slice(0, 2)).toMatchObject([
      { tenant_id: 'local', tenant_name: 'Local', tenant_slug: 'local', entity_type: 'project', action: 'created', actor_type: 'human' },
      { tenant_id: 'strangers', tenant_name: 'Guests', tenant_slug: 'strangers', entity_type: 'tenant', action: 'tenant_updated' },
    ])
    expect(data.map(({ inserted_at }: { inserted_at: string }) => inserted_at)).toEqual(
      data
        .map(({ inserted_at }: { inserted_at: string }) => inserted_at)
        .toSorted()
        .toReversed(),
    )
    expect(new Set(await places('page_size=100'))).toEqual(new Set(['local', 'strangers', 'acme', 'zeta', 'empty']))
    expect([meta.total_count, pagination.total]).toEqual([data.length, data.length])
  })

  it.each([
    ['tenant_id=zeta&entity_type=tenant', ['zeta', 'zeta']],
    ['action=tenant_suspended', ['zeta']],
    ['tenant_id=nowhere', []],
    ['project_id=work&action=imported', ['zeta', 'acme']],
    ['project_id=nowhere', []],
    ['from=2026-01-05T12:00:01Z&to=2026-01-05T12:00:01Z', ['strangers']],
    ['action=tenant_created&actor_type=superadmin', ['acme', 'empty', 'zeta']],
    ['actor_type=api_key', ['strangers']],
  ])('takes the filter %s', async (query, found) => {
    expect((await places(query)).toSorted()).toEqual(found.toSorted())
    expect((await list(query)).meta.total_count).toBe(found.length)
  })

  it('names who stood in the place of others by that place', async () => {
    const { data } = await list('tenant_id=acme&entity_type=project&action=created')
    expect(data).toMatchObject([{ actor_label: 'superadmin:impersonating:acme', metadata: { effective_role: 'user' } }])
  })

  it('is cut into pages that together are the whole', async () => {
    const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id)
    const whole = ids(await list('page_size=100'))
    const pages = [await list('page_size=5'), await list('page_size=5&page=2'), await list(`page_size=100&offset=10`)]
    expect(pages.flatMap(ids)).toEqual(whole)
  })

  it('looks back so far and no further', async () => {
    expect((await list('page=500&page_size=20')).data).toEqual([])
    expect((await list('page=501&page_size=20')).error).toMatchObject({ status: 422, code: 'page_too_far' })
  })

  it('is for superadmins alone', async () => {
    expect((await http().send('GET /api/v1/admin/audit')).status).toBe(403)
  })
})
