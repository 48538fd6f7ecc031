import { beforeAll, expect, it } from 'vitest'
import { describeHttp } from '../../fixtures/http.ts'
import { threeTenants } from '../../fixtures/tenants.ts'

describeHttp('admin_get_tenant', (http) => {
  beforeAll(() => threeTenants(http()))
  const show = (id: string) => http().send(`GET /api/v1/admin/tenants/${id}`, { as: 'superadmin' })

  it('shows everything of one, also of one that is suspended', async () => {
    expect(await show('zeta')).toMatchObject({
      status: 200,
      body: {
        tenant: {
          ...{ id: 'zeta', name: 'Zeta_Corp', slug: 'zeta', email: null, status: 'suspended', settings: {} },
          ...{ token_data_retention_days: null, default_story_budget_millicents: null },
          ...{ project_count: 1, epic_count: 1, story_count: 1, agent_count: 0, api_key_count: 1, last_activity_at: null },
          ...{ inserted_at: expect.any(String), updated_at: expect.any(String) },
        },
      },
    })
  })

  it('shows when it was last used', async () => {
    await http().send('GET /api/v1/tenants/me', { as: 'strangerUser' })
    await http().ctl.application.afterwards.settle()
    expect((await show('strangers')).body.tenant).toMatchObject({ agent_count: 1, last_activity_at: '2026-01-05T12:00:00.000Z' })
  })

  it.each(['nowhere', '..%2Flocal', '00000000-0000-4000-8000-000000000000'])('finds nothing called %s: 404', async (id) => {
    expect(await show(id)).toMatchObject({
      status: 404,
      body: { error: { message: 'Not found', code: 'tenant_not_found', hints: [expect.stringContaining('/admin/tenants')] } },
    })
  })

  it('is for superadmins alone', async () => {
    expect((await http().send('GET /api/v1/admin/tenants/strangers', { as: 'strangerUser' })).status).toBe(403)
  })
})
